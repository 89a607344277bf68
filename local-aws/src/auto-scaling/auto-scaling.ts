import type { Environment } from '../environment';
import { newUuid } from '../ids';
import type { LifecycleActions } from './actions';
import { autoScalingErrors } from './errors';
import { InstanceLife } from './instance-life';
import { testNotification } from './notifications';
import {
  type Group,
  type GroupInstance,
  isInUse,
  isPrepared,
  isPreparing,
  isRetained,
  isWarm,
  type LifecycleHook,
  type WarmPool,
} from './state';
import type { Surroundings } from './surroundings';

export type NewGroup = Omit<
  Group,
  'arn' | 'createdAtMs' | 'hooks' | 'instances' | 'onAbandon' | 'warmPool' | 'isDeleting'
> &
  Partial<Pick<Group, 'onAbandon'>>;

export type GroupUpdate = Partial<
  Pick<Group, 'minSize' | 'maxSize' | 'desiredCapacity' | 'launchTemplate' | 'onAbandon'>
>;

/** From the end of an instance to the health check that notices it. Documents silent: "periodically". */
const HEALTH_CHECK_MS = 60_000;

/** Auto Scaling without its wire: groups, and how many instances they have. */
export class AutoScaling {
  readonly groups = new Map<string, Group>();
  readonly life: InstanceLife;

  constructor(
    readonly env: Environment,
    private readonly surroundings: Surroundings,
  ) {
    this.life = new InstanceLife(
      env,
      surroundings,
      (group) => this.reconcile(group),
      (group) => this.afterGone(group),
    );
  }

  get actions(): LifecycleActions {
    return this.life.actions;
  }

  createGroup(input: NewGroup, hooks: readonly LifecycleHook[] = []): Group {
    const problem = this.surroundings.tagsProblem(input.tags);
    if (problem !== undefined) throw autoScalingErrors.validation(problem);
    const { accountId, region, clock } = this.env;
    const group: Group = {
      onAbandon: undefined,
      ...input,
      arn: `arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:${newUuid()}:autoScalingGroupName/${input.name}`,
      createdAtMs: clock.now(),
      warmPool: undefined,
      isDeleting: false,
      hooks: new Map(),
      instances: new Map(),
    };
    // A hook that is refused refuses the group.
    for (const hook of hooks) this.putHook(group, hook);
    this.groups.set(group.name, group);
    this.reconcile(group);
    return group;
  }

  updateGroup(group: Group, update: GroupUpdate): void {
    Object.assign(group, update);
    this.reconcile(group);
  }

  setDesiredCapacity(group: Group, desiredCapacity: number): void {
    this.updateGroup(group, { desiredCapacity });
  }

  setWarmPool(group: Group, warmPool: WarmPool): void {
    group.warmPool = warmPool;
    this.reconcile(group);
  }

  /** With all its instances, at once: "deletes any outstanding lifecycle actions associated with the group". */
  deleteGroup(group: Group): void {
    group.isDeleting = true;
    const isAtOnce = this.env.rules.holds('force-delete-runs-no-hooks');
    for (const instance of [...group.instances.values()]) {
      if (isAtOnce) this.life.end(instance);
      else if (isInUse(instance)) this.life.beginTermination(instance);
    }
    this.afterGone(group);
  }

  findInstance(instanceId: string): GroupInstance | undefined {
    for (const { instances } of this.groups.values()) {
      const instance = instances.get(instanceId);
      if (instance) return instance;
    }
    return undefined;
  }

  /** Attaches or replaces a hook. One with a target is tried with a test notification first. */
  putHook(group: Group, hook: LifecycleHook): void {
    this.tryTarget(group, hook);
    group.hooks.set(hook.name, hook);
  }

  /** Actions that wait for the deleted hook go on: ABANDON for a launch, CONTINUE for a termination. */
  deleteHook(group: Group, hook: LifecycleHook, by: string): void {
    group.hooks.delete(hook.name);
    if (!this.env.rules.holds('deleted-hooks-let-go')) return;
    const result = hook.transition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'ABANDON' : 'CONTINUE';
    for (const instance of group.instances.values()) {
      const action = instance.actions.get(hook.name);
      if (action) this.actions.complete(action, result, by);
    }
  }

  /** Begins the termination of an instance; one whose termination has begun already is left as it is. */
  terminate(instance: GroupInstance, options: { readonly decrementDesiredCapacity: boolean }): void {
    if (!isInUse(instance) && !isPreparing(instance) && !isRetained(instance)) return;
    // The desired capacity counts instances in use: not those of a warm pool, nor one that is retained.
    const isCounted = isInUse(instance);
    const isOver = isRetained(instance) && !this.env.rules.holds('retained-instances-meet-their-hooks-again');
    if (isOver) this.life.end(instance);
    else this.life.beginTermination(instance);
    if (options.decrementDesiredCapacity && isCounted) instance.group.desiredCapacity -= 1;
    this.reconcile(instance.group);
  }

  /** Takes an instance out of its group, as it is. */
  detach(instance: GroupInstance, options: { readonly decrementDesiredCapacity: boolean }): void {
    if (this.env.rules.holds('detach-runs-no-hooks')) this.life.detach(instance);
    else this.life.beginTermination(instance);
    if (options.decrementDesiredCapacity) instance.group.desiredCapacity -= 1;
    this.reconcile(instance.group);
  }

  /** EC2 stopped or terminated an instance without being asked by its group, which finds out at its next health check. */
  instanceGone(instanceId: string): void {
    const instance = this.findInstance(instanceId);
    if (!instance || !this.env.rules.holds('groups-notice-instances-that-are-gone')) return;
    this.env.clock.scheduleAfter(HEALTH_CHECK_MS, () => {
      const power = this.surroundings.powerOf(instanceId);
      // Those of a warm pool are stopped on purpose.
      if (power === 'running' || (power === 'stopped' && isWarm(instance))) return;
      instance.isHealthy = false;
      this.terminate(instance, { decrementDesiredCapacity: false });
    });
  }

  /** Launches what is missing and terminates what is too much, the oldest first. */
  private reconcile(group: Group): void {
    if (group.isDeleting) return;
    const inUse = [...group.instances.values()].filter(isInUse);
    if (this.env.rules.holds('groups-replace-what-they-lose')) {
      for (let n = inUse.length; n < group.desiredCapacity; n += 1) this.life.launch(group);
    }
    for (const instance of inUse.slice(0, Math.max(0, inUse.length - group.desiredCapacity))) {
      this.life.beginTermination(instance);
    }
    if (group.warmPool) this.reconcileWarmPool(group, group.warmPool);
  }

  private reconcileWarmPool(group: Group, { minSize, maxGroupPreparedCapacity }: WarmPool): void {
    const preparing = [...group.instances.values()].filter(isPreparing);
    const wanted = Math.max(minSize, (maxGroupPreparedCapacity ?? group.maxSize) - group.desiredCapacity);
    for (let n = preparing.length; n < wanted; n += 1) this.life.prepare(group);
    const spare = preparing.filter(isPrepared).slice(0, Math.max(0, preparing.length - wanted));
    for (const instance of spare) this.life.beginTermination(instance);
  }

  private afterGone(group: Group): void {
    if (group.isDeleting && group.instances.size === 0) this.groups.delete(group.name);
  }

  private tryTarget(group: Group, hook: LifecycleHook): void {
    const test = testNotification(this.env, group, hook);
    if (!test || !this.env.rules.holds('attached-hooks-send-a-test-notification')) return;
    try {
      this.surroundings.notify(test);
    } catch {
      throw autoScalingErrors.validation(
        `Unable to publish test message to notification target ${test.targetArn} using IAM role ${test.roleArn ?? ''}. ` +
          'Please check your target and role configuration and try to put lifecycle hook again.',
      );
    }
  }
}
