import type { AutoScaling } from './auto-scaling/auto-scaling';
import type { LifecycleAction } from './auto-scaling/state';
import type { Ecs } from './ecs/ecs';
import { ecsErrors } from './ecs/errors';

export const MANAGED_DRAINING_HOOK = 'ecs-managed-draining-termination-hook';

/** Who calls, as the record tells it. */
const ECS = 'ecs.amazonaws.com';

const LOOK_AGAIN_MS = 10_000;
const HEARTBEAT_TIMEOUT_SECONDS = 3_600;

/**
 * Managed draining of a capacity provider: ECS puts a hook of its own on the group (an hour, CONTINUE: seen in the
 * field), sets terminating instances DRAINING itself, keeps its hook alive, and completes it when no task is left. "The
 * container instance remains in the DRAINING state until either all tasks are stopped or 48 hours has passed. Daemon
 * tasks are the last to stop after all replica tasks have stopped."
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html
 */
export function manageDraining(ecs: Ecs, autoScaling: AutoScaling): void {
  const { rules, clock } = ecs.env;

  ecs.onCapacityProvider = ({ autoScalingGroupArn, managedDraining }) => {
    const group = [...autoScaling.groups.values()].find(({ arn }) => arn === autoScalingGroupArn);
    if (!group) throw ecsErrors.client('The specified Auto Scaling group ARN was not found.');
    if (managedDraining !== 'ENABLED' || !rules.holds('managed-draining-adds-its-hook')) return;
    autoScaling.putHook(group, {
      name: MANAGED_DRAINING_HOOK,
      transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      heartbeatTimeoutSeconds: HEARTBEAT_TIMEOUT_SECONDS,
      defaultResult: 'CONTINUE',
      notificationTargetArn: undefined,
      roleArn: undefined,
      notificationMetadata: undefined,
    });
  };

  /** DRAINING is set once a termination: ACTIVE that somebody sets later stays. */
  const drain = (action: LifecycleAction, wasSet: boolean): void => {
    if (action.instance.actions.get(MANAGED_DRAINING_HOOK) !== action) return;
    const instance = ecs.state.hosts.get(action.instance.id);
    if (instance?.status === 'ACTIVE' && !wasSet) ecs.hosts.setStatus(instance, 'DRAINING');
    if (!instance || instance.tasks.size === 0) {
      autoScaling.actions.complete(action, 'CONTINUE', ECS);
      return;
    }
    if ((clock.now() - action.startedAtMs) % ((HEARTBEAT_TIMEOUT_SECONDS * 1000) / 2) < LOOK_AGAIN_MS) {
      autoScaling.actions.heartbeat(action, ECS);
    }
    clock.scheduleAfter(LOOK_AGAIN_MS, () => drain(action, true));
  };

  autoScaling.life.onAction = (action) => {
    if (action.hook.name !== MANAGED_DRAINING_HOOK || !rules.holds('managed-draining-drains')) return;
    clock.scheduleAfter(0, () => drain(action, false));
  };
}
