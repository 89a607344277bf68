import type { Cancel } from '../clock';
import type { Environment } from '../environment';
import { newInstanceId, newUuid } from '../ids';
import type { LifecycleState } from '../record-entries';
import { LifecycleActions } from './actions';
import { autoScalingErrors } from './errors';
import { actionNotification, type Notification, testNotification } from './notifications';
import { type Group, type GroupInstance, isInUse, type LifecycleHook, type Transition } from './state';

/** What happens outside of Auto Scaling when it launches and terminates instances and notifies. */
export interface Surroundings {
  /** What is wrong with a group's tags, in words; undefined when nothing is. */
  tagsProblem(tags: ReadonlyMap<string, string>): string | undefined;
  /** Starts the instance's user data; the result takes back what it has yet to do. */
  boot(instance: GroupInstance): Cancel;
  /** The EC2 instance is gone, and everything on it. */
  terminated(instanceId: string): void;
  /** @throws when the target cannot be reached */
  notify(notification: Notification): void;
}

export type NewGroup = Omit<Group, 'arn' | 'createdAtMs' | 'hooks' | 'instances'>;

/** Auto Scaling without its wire: groups, and the lifecycle of their instances. */
export class AutoScaling {
  readonly groups = new Map<string, Group>();
  readonly actions: LifecycleActions;

  constructor(
    readonly env: Environment,
    private readonly surroundings: Surroundings,
  ) {
    this.actions = new LifecycleActions(env, (instance, abandoned) => this.afterWait(instance, abandoned));
  }

  createGroup(input: NewGroup, hooks: readonly LifecycleHook[] = []): Group {
    const problem = this.surroundings.tagsProblem(input.tags);
    if (problem !== undefined) throw autoScalingErrors.validation(problem);
    const { accountId, region, clock } = this.env;
    const arn = `arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:${newUuid()}:autoScalingGroupName/${input.name}`;
    const group: Group = { ...input, arn, createdAtMs: clock.now(), hooks: new Map(), instances: new Map() };
    this.groups.set(group.name, group);
    for (const hook of hooks) this.putHook(group, hook);
    this.reconcile(group);
    return group;
  }

  findInstance(instanceId: string): GroupInstance | undefined {
    for (const { instances } of this.groups.values()) {
      const instance = instances.get(instanceId);
      if (instance) return instance;
    }
    return undefined;
  }

  setDesiredCapacity(group: Group, desiredCapacity: number): void {
    group.desiredCapacity = desiredCapacity;
    this.reconcile(group);
  }

  /** Attaches or replaces a hook. One with a target is tried with a test notification first. */
  putHook(group: Group, hook: LifecycleHook): void {
    const test = testNotification(this.env, group, hook);
    if (test) this.tryTarget(test);
    group.hooks.set(hook.name, hook);
  }

  /** Actions that wait for the deleted hook go on: ABANDON for a launch, CONTINUE for a termination. */
  deleteHook(group: Group, hook: LifecycleHook, by: string): void {
    group.hooks.delete(hook.name);
    const result = hook.transition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'ABANDON' : 'CONTINUE';
    for (const instance of group.instances.values()) {
      const action = instance.actions.get(hook.name);
      if (action) this.actions.complete(action, result, by);
    }
  }

  /** Begins the termination of an instance; one whose termination has begun already is left as it is. */
  terminate(instance: GroupInstance, options: { readonly decrementDesiredCapacity: boolean }): void {
    if (!isInUse(instance)) return;
    this.beginTermination(instance);
    if (options.decrementDesiredCapacity) instance.group.desiredCapacity -= 1;
    this.reconcile(instance.group);
  }

  /** Launches what is missing and terminates what is too much, the oldest first. */
  private reconcile(group: Group): void {
    const inUse = [...group.instances.values()].filter(isInUse);
    for (let n = inUse.length; n < group.desiredCapacity; n += 1) this.launch(group);
    for (const instance of inUse.slice(0, Math.max(0, inUse.length - group.desiredCapacity))) {
      this.beginTermination(instance);
    }
  }

  private launch(group: Group): void {
    const zone = group.availabilityZones[group.instances.size % group.availabilityZones.length];
    const instance: GroupInstance = {
      id: newInstanceId(),
      group,
      availabilityZone: zone ?? `${this.env.region}a`,
      state: 'Pending',
      actions: new Map(),
      stopBoot: () => undefined,
    };
    group.instances.set(instance.id, instance);
    this.enter(instance, 'Pending');
    instance.stopBoot = this.surroundings.boot(instance);
    this.waitForHooks(instance, 'Pending', 'autoscaling:EC2_INSTANCE_LAUNCHING', () =>
      this.enter(instance, 'InService'),
    );
  }

  private beginTermination(instance: GroupInstance): void {
    this.actions.dropAll(instance);
    this.enter(instance, 'Terminating');
    this.waitForHooks(instance, 'Terminating', 'autoscaling:EC2_INSTANCE_TERMINATING', () =>
      this.gone(instance),
    );
  }

  /** Goes on to Wait with the actions of all hooks for the transition, or straight on where there are none. */
  private waitForHooks(
    instance: GroupInstance,
    from: 'Pending' | 'Terminating',
    transition: Transition,
    goOn: () => void,
  ): void {
    this.env.clock.scheduleAfter(0, () => {
      if (instance.state !== from) return;
      const hooks = [...instance.group.hooks.values()].filter((hook) => hook.transition === transition);
      if (hooks.length === 0) {
        goOn();
        return;
      }
      this.enter(instance, `${from}:Wait`);
      const started = hooks.map((hook) => this.actions.start(instance, hook));
      for (const action of started) {
        const notification = actionNotification(this.env, action);
        if (notification) this.notifyOrLose(notification);
      }
    });
  }

  private afterWait(instance: GroupInstance, abandoned: boolean): void {
    if (instance.state === 'Terminating:Wait') {
      // CONTINUE and ABANDON both terminate.
      this.enter(instance, 'Terminating:Proceed');
      this.env.clock.scheduleAfter(0, () => this.gone(instance));
    } else if (abandoned) {
      this.beginTermination(instance);
      this.reconcile(instance.group);
    } else {
      this.enter(instance, 'Pending:Proceed');
      this.env.clock.scheduleAfter(0, () => {
        if (instance.state === 'Pending:Proceed') this.enter(instance, 'InService');
      });
    }
  }

  private gone(instance: GroupInstance): void {
    instance.stopBoot();
    instance.group.instances.delete(instance.id);
    this.enter(instance, 'Terminated');
    this.surroundings.terminated(instance.id);
  }

  private enter(instance: GroupInstance, state: LifecycleState): void {
    instance.state = state;
    this.env.record.append({
      kind: 'instance',
      instanceId: instance.id,
      autoScalingGroupName: instance.group.name,
      lifecycleState: state,
    });
  }

  private tryTarget(notification: Notification): void {
    try {
      this.surroundings.notify(notification);
    } catch {
      throw autoScalingErrors.validation(
        `Unable to publish test message to notification target ${notification.targetArn}. ` +
          'Please check your target and role configuration and try to put lifecycle hook again.',
      );
    }
  }

  /** A target that is gone loses the message; the lifecycle action waits all the same. */
  private notifyOrLose(notification: Notification): void {
    try {
      this.surroundings.notify(notification);
    } catch {
      // Auto Scaling tells nobody.
    }
  }
}
