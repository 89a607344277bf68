import type { Environment } from '../environment';
import { newLaunchTemplateId } from '../ids';

export interface Ec2Instance {
  readonly id: string;
  readonly availabilityZone: string;
  readonly launchedAtMs: number;
  readonly tags: ReadonlyMap<string, string>;
  /** As given, base64. */
  readonly userData: string | undefined;
  state: 'running' | 'stopped' | 'terminated';
  terminatedAtMs: number | undefined;
}

export interface Ec2LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** Base64. */
  readonly userData: string | undefined;
}

/** "Terminated instances remain visible after termination (for approximately one hour)." */
const VISIBLE_MS = 3_600_000;

/** EC2 without its wire: instances as they come and go, and launch templates. */
export class Ec2 {
  readonly instances = new Map<string, Ec2Instance>();
  readonly launchTemplates: Ec2LaunchTemplate[] = [];
  private readonly listeners: ((instanceId: string) => void)[] = [];

  constructor(readonly env: Environment) {}

  /** Calls `listener` as each instance is terminated. */
  onTerminated(listener: (instanceId: string) => void): void {
    this.listeners.push(listener);
  }

  launch(input: Pick<Ec2Instance, 'id' | 'availabilityZone' | 'tags' | 'userData'>): void {
    this.instances.set(input.id, {
      ...input,
      launchedAtMs: this.env.clock.now(),
      state: 'running',
      terminatedAtMs: undefined,
    });
  }

  setState(instanceId: string, state: 'running' | 'stopped'): void {
    const instance = this.instances.get(instanceId);
    if (instance && instance.state !== 'terminated') instance.state = state;
  }

  /** Ends an instance at once, whoever waits for it. */
  terminate(instanceId: string): void {
    const instance = this.instances.get(instanceId);
    if (!instance || instance.state === 'terminated') return;
    instance.state = 'terminated';
    instance.terminatedAtMs = this.env.clock.now();
    for (const listener of this.listeners) listener(instanceId);
    if (!this.env.rules.holds('terminated-instances-are-forgotten')) return;
    this.env.clock.scheduleAfter(VISIBLE_MS, () => this.instances.delete(instanceId));
  }

  createLaunchTemplate(name: string, userData: string | undefined): Ec2LaunchTemplate {
    const template = { id: newLaunchTemplateId(), name, createdAtMs: this.env.clock.now(), userData };
    this.launchTemplates.push(template);
    return template;
  }

  findLaunchTemplate(idOrName: string | undefined): Ec2LaunchTemplate | undefined {
    return this.launchTemplates.find(({ id, name }) => id === idOrName || name === idOrName);
  }
}
