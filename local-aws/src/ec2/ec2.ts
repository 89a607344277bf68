import type { Environment } from '../environment';
import { newLaunchTemplateId } from '../ids';
import { Refused } from '../refused';
import { Ec2Events } from './events';
import { type ChangeToSchedule, ScheduledChanges } from './scheduled-changes';
import { SpotRequests } from './spot-requests';
import type { Ec2Cause, Ec2Instance, Ec2LaunchTemplate, Ec2State, SpotAction } from './state';

export interface Interruption {
  readonly action: SpotAction;
  /** From the notice to the end of the instance; a hibernation begins with its notice. @default 120 */
  readonly noticeSeconds?: number | undefined;
}

/** "Terminated instances remain visible after termination (for approximately one hour)." */
const VISIBLE_MS = 3_600_000;

/** How long an instance is shutting-down or stopping. Documents silent: "a few minutes" at most. */
const SHUTDOWN_MS = 1_000;

/** "A warning that is issued two minutes before Amazon EC2 stops or terminates your Spot Instance." */
const SPOT_NOTICE_SECONDS = 120;

type Listener = (instanceId: string) => void;

/** EC2 without its wire: instances as they come and go, and launch templates. */
export class Ec2 {
  readonly instances = new Map<string, Ec2Instance>();
  readonly launchTemplates: Ec2LaunchTemplate[] = [];
  readonly spotRequests: SpotRequests;
  private readonly events: Ec2Events;
  private readonly scheduledChanges: ScheduledChanges;
  private readonly listeners = {
    terminated: [] as Listener[],
    stopped: [] as Listener[],
    started: [] as Listener[],
    spotNotice: [] as Listener[],
  };

  constructor(readonly env: Environment) {
    this.spotRequests = new SpotRequests(env);
    this.events = new Ec2Events(env);
    this.scheduledChanges = new ScheduledChanges(env, (id) => this.stop(id, 'scheduled-change'));
  }

  /** Calls `listener` as an instance begins to end, begins to stop, runs again, or is told that EC2 wants it back. */
  on(what: keyof Ec2['listeners'], listener: Listener): void {
    this.listeners[what].push(listener);
  }

  /** A new instance: pending, and running in the same instant. */
  launch({ isSpot, ...input }: NewInstance): void {
    const instance: Ec2Instance = {
      ...input,
      launchedAtMs: this.env.clock.now(),
      spotRequest: isSpot ? this.spotRequests.create(input.id, input.availabilityZone) : undefined,
      state: 'pending',
      ended: undefined,
      changes: [],
    };
    this.instances.set(input.id, instance);
    this.begin(instance);
  }

  start(instanceId: string): void {
    const instance = this.instances.get(instanceId);
    if (instance?.state !== 'stopped' && instance?.state !== 'stopping') return;
    if (instance.spotRequest) this.spotRequests.started(instance.spotRequest);
    this.begin(instance);
    this.tell('started', instanceId);
  }

  /** Stops an instance, whoever waits for it. What runs on it ends as it begins to stop. */
  stop(instanceId: string, cause: Ec2Cause = 'user'): void {
    const instance = this.instances.get(instanceId);
    if (instance?.state !== 'running' && instance?.state !== 'pending') return;
    this.end(instance, cause, 'stopping', 'stopped', () => {
      if (instance.spotRequest) this.spotRequests.stopped(instance.spotRequest, cause);
    });
    this.tell('stopped', instanceId);
  }

  /** Ends an instance, whoever waits for it. What runs on it ends as it begins to shut down. */
  terminate(instanceId: string, cause: Ec2Cause = 'user'): void {
    const instance = this.instances.get(instanceId);
    if (!instance || instance.state === 'shutting-down' || instance.state === 'terminated') return;
    this.end(instance, cause, 'shutting-down', 'terminated', () => {
      if (instance.spotRequest) this.spotRequests.terminated(instance.spotRequest, cause);
      if (!this.env.rules.holds('terminated-instances-are-forgotten')) return;
      this.env.clock.scheduleAfter(VISIBLE_MS, () => this.instances.delete(instanceId));
    });
    this.tell('terminated', instanceId);
  }

  /**
   * EC2 wants a spot instance back: it sends its notice, and takes the instance when that is over, whoever waits for it.
   * @throws Refused for an instance that is no spot instance, or does not run
   */
  interrupt(instanceId: string, { action, noticeSeconds = SPOT_NOTICE_SECONDS }: Interruption): void {
    const { rules, clock } = this.env;
    const instance = this.findRunning(instanceId);
    if (!instance.spotRequest) throw refused(`${instanceId} is no spot instance.`);
    const take = (): void => {
      if (!rules.holds('spot-instances-are-taken')) return;
      if (action === 'terminate') this.terminate(instanceId, 'no-capacity');
      else this.stop(instanceId, 'no-capacity');
    };
    if (!rules.holds('spot-notices-come-first')) {
      take();
      return;
    }
    this.spotRequests.mark(instance.spotRequest, action);
    this.events.interruption(instance, action);
    if (action === 'hibernate') {
      take();
      return;
    }
    this.tell('spotNotice', instanceId);
    clock.scheduleAfter(noticeSeconds * 1000, take);
  }

  /** EC2 says that a spot instance is likelier than others to be interrupted. @throws Refused as `interrupt` does */
  recommendRebalance(instanceId: string): void {
    const instance = this.findRunning(instanceId);
    if (!instance.spotRequest) throw refused(`${instanceId} is no spot instance.`);
    this.events.rebalance(instance);
  }

  /** EC2 schedules a change of one instance or of several. @throws Refused for one that does not run */
  scheduleChange(instanceIds: string | readonly string[], change: ChangeToSchedule): void {
    const ids = typeof instanceIds === 'string' ? [instanceIds] : instanceIds;
    this.scheduledChanges.schedule(
      ids.map((id) => this.findRunning(id)),
      change,
    );
  }

  createLaunchTemplate(name: string, userData: string | undefined): Ec2LaunchTemplate {
    const template = { id: newLaunchTemplateId(), name, createdAtMs: this.env.clock.now(), userData };
    this.launchTemplates.push(template);
    return template;
  }

  findLaunchTemplate(idOrName: string | undefined): Ec2LaunchTemplate | undefined {
    return this.launchTemplates.find(({ id, name }) => id === idOrName || name === idOrName);
  }

  private findRunning(instanceId: string): Ec2Instance {
    const instance = this.instances.get(instanceId);
    if (instance?.state === 'running' || instance?.state === 'pending') return instance;
    throw refused(`${instanceId} does not run.`);
  }

  private begin(instance: Ec2Instance): void {
    this.enter(instance, 'pending');
    this.env.clock.scheduleAfter(0, () => {
      if (instance.state === 'pending') this.enter(instance, 'running');
    });
  }

  /** Through the state on the way to the one in the end, unless something else comes between. */
  private end(
    instance: Ec2Instance,
    cause: Ec2Cause,
    onTheWay: 'stopping' | 'shutting-down',
    inTheEnd: 'stopped' | 'terminated',
    then: () => void,
  ): void {
    instance.ended = { cause, atMs: this.env.clock.now() };
    const finish = (): void => {
      this.enter(instance, inTheEnd);
      then();
    };
    if (!this.env.rules.holds('instances-shut-down-first')) {
      finish();
      return;
    }
    this.enter(instance, onTheWay);
    this.env.clock.scheduleAfter(SHUTDOWN_MS, () => {
      if (instance.state === onTheWay) finish();
    });
  }

  private enter(instance: Ec2Instance, state: Ec2State): void {
    instance.state = state;
    this.events.stateChanged(instance);
  }

  private tell(what: keyof Ec2['listeners'], instanceId: string): void {
    for (const listener of this.listeners[what]) listener(instanceId);
  }
}

type NewInstance = Pick<Ec2Instance, 'id' | 'availabilityZone' | 'tags' | 'userData'> & {
  readonly isSpot: boolean;
};

const refused = (message: string): Refused => new Refused('conflict', [{ at: 'instance', message }]);
