import type { Environment } from '../environment';
import { AwsError, internalFailure } from '../errors';
import { newInstanceId } from '../ids';
import type { LifecycleState } from '../record-entries';
import { LifecycleActions } from './actions';
import { actionEvent, actionNotification, type Notification } from './notifications';
import { hooksFor, type Phase } from './phases';
import { type Group, type GroupInstance, isPrepared, isWarm, type LifecycleAction } from './state';
import type { Surroundings } from './surroundings';

/**
 * The life of a group's instances, with the waits for lifecycle hooks.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html and
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/warm-pool-instance-lifecycle.html
 */
export class InstanceLife {
  readonly actions: LifecycleActions;
  /** Told of each lifecycle action as it starts. */
  onAction: (action: LifecycleAction) => void = () => undefined;

  constructor(
    private readonly env: Environment,
    private readonly surroundings: Surroundings,
    /** Told when a group may have too few or too many instances. */
    private readonly onChange: (group: Group) => void,
    private readonly onGone: (group: Group) => void,
  ) {
    this.actions = new LifecycleActions(env, (instance, abandoned) => this.afterWait(instance, abandoned));
  }

  /** From the warm pool where it has one ready, else a new instance. */
  launch(group: Group): void {
    const prepared = [...group.instances.values()].find(isPrepared);
    if (prepared) this.surroundings.power(prepared.id, 'running');
    const instance = prepared ?? this.create(group);
    this.enter(instance, 'Pending');
    instance.stopBoot = this.surroundings.boot(instance);
    this.waitForHooks(instance, 'Pending', () => this.enter(instance, 'InService'));
  }

  prepare(group: Group): void {
    const instance = this.create(group);
    this.enter(instance, 'Warmed:Pending');
    this.waitForHooks(instance, 'Warmed:Pending', () => this.settle(instance));
  }

  beginTermination(instance: GroupInstance): void {
    this.actions.dropAll(instance);
    const isWarmed = isWarm(instance) && this.env.rules.holds('warm-pool-instances-terminate-warmed');
    const phase = isWarmed ? 'Warmed:Terminating' : 'Terminating';
    this.enter(instance, phase);
    this.waitForHooks(instance, phase, () => this.gone(instance));
  }

  /** Ends the instance whatever waits. */
  end(instance: GroupInstance): void {
    this.actions.dropAll(instance);
    this.gone(instance);
  }

  /** The instance leaves the group and runs on. */
  detach(instance: GroupInstance): void {
    this.actions.dropAll(instance);
    instance.group.instances.delete(instance.id);
    this.enter(instance, 'Detached');
  }

  private create(group: Group): GroupInstance {
    const zone = group.availabilityZones[group.instances.size % group.availabilityZones.length];
    const instance: GroupInstance = {
      id: newInstanceId(),
      group,
      availabilityZone: zone ?? `${this.env.region}a`,
      state: 'Pending',
      isHealthy: true,
      actions: new Map(),
      stopBoot: () => undefined,
    };
    group.instances.set(instance.id, instance);
    this.surroundings.launched(instance);
    return instance;
  }

  private settle(instance: GroupInstance): void {
    const { poolState = 'Stopped' } = instance.group.warmPool ?? {};
    if (poolState !== 'Running') this.surroundings.power(instance.id, 'stopped');
    this.enter(instance, `Warmed:${poolState}`);
    this.onChange(instance.group);
  }

  /** Goes on to Wait with the actions of all hooks for the transition, or straight on where there are none. */
  private waitForHooks(instance: GroupInstance, phase: Phase, goOn: () => void): void {
    this.env.clock.scheduleAfter(0, () => {
      if (instance.state !== phase) return;
      const hooks = hooksFor(this.env.rules, instance, phase);
      if (hooks.length === 0) {
        goOn();
        return;
      }
      this.enter(instance, `${phase}:Wait`);
      const started = hooks.map((hook) => this.actions.start(instance, hook));
      for (const action of started) {
        if (this.env.rules.holds('lifecycle-actions-are-events')) {
          this.env.record.append({ kind: 'event', event: actionEvent(this.env, action) });
        }
        const notification = actionNotification(this.env, action);
        if (notification) this.notifyOrLose(notification);
        this.onAction(action);
      }
    });
  }

  private afterWait(instance: GroupInstance, abandoned: boolean): void {
    switch (instance.state) {
      case 'Terminating:Wait':
        this.afterTerminating(instance, 'Terminating', abandoned);
        return;
      case 'Warmed:Terminating:Wait':
        this.afterTerminating(instance, 'Warmed:Terminating', abandoned);
        return;
      case 'Warmed:Pending:Wait':
        this.afterLaunching(instance, 'Warmed:Pending:Proceed', abandoned, () => this.settle(instance));
        return;
      default:
        this.afterLaunching(instance, 'Pending:Proceed', abandoned, () => this.enter(instance, 'InService'));
    }
  }

  /** CONTINUE and ABANDON both terminate, unless the group's lifecycle policy retains abandoned instances. */
  private afterTerminating(
    instance: GroupInstance,
    phase: 'Terminating' | 'Warmed:Terminating',
    abandoned: boolean,
  ): void {
    const isKept = abandoned && instance.group.onAbandon === 'retain';
    if (isKept && this.env.rules.holds('abandoned-instances-are-retained')) {
      this.enter(instance, `${phase}:Retained`);
      return;
    }
    this.enter(instance, `${phase}:Proceed`);
    this.env.clock.scheduleAfter(0, () => this.gone(instance));
  }

  private afterLaunching(
    instance: GroupInstance,
    proceed: 'Pending:Proceed' | 'Warmed:Pending:Proceed',
    abandoned: boolean,
    goOn: () => void,
  ): void {
    if (abandoned) {
      this.beginTermination(instance);
      this.onChange(instance.group);
      return;
    }
    this.enter(instance, proceed);
    this.env.clock.scheduleAfter(0, () => {
      if (instance.state === proceed) goOn();
    });
  }

  private gone(instance: GroupInstance): void {
    if (!instance.group.instances.delete(instance.id)) return;
    instance.stopBoot();
    this.enter(instance, isWarm(instance) ? 'Warmed:Terminated' : 'Terminated');
    this.surroundings.terminate(instance.id);
    this.onGone(instance.group);
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

  /** A target that is gone, or that the hook's role may not send to, loses the message; the lifecycle action waits all the same. */
  private notifyOrLose(notification: Notification): void {
    try {
      this.surroundings.notify(notification);
    } catch (error) {
      // Auto Scaling tells nobody.
      this.env.record.append({
        kind: 'notification-not-sent',
        ...notification,
        error: error instanceof AwsError ? `${error.code}: ${error.message}` : internalFailure(error).message,
      });
    }
  }
}
