/** Auto Scaling as a drain needs it. */
import {
  type AutoScalingClient,
  CompleteLifecycleActionCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeLifecycleHooksCommand,
  type LifecycleHook as AwsLifecycleHook,
  RecordLifecycleActionHeartbeatCommand,
} from '@aws-sdk/client-auto-scaling';
import type { LifecycleActionResult } from '../reconcile/actions';
import type { AutoScalingInstance, LifecycleActionRef, LifecycleHook } from '../reconcile/observation';
import { batched, inOrder, perScope, shared } from './batching';
import { call, isNoActiveLifecycleAction } from './trouble';

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingInstances.html */
const describeLimit = 50;

/** All drains of a group ask for the same hooks, at first at the same time. */
const hooksKnownForMs = 2_000;

/** Every function may throw AwsCallError. */
export interface AutoScaling {
  /** Null when Auto Scaling does not know the instance. */
  describeInstance(ec2InstanceId: string): Promise<AutoScalingInstance | null>;
  /** Null when the group has no such hook. */
  describeHook(autoScalingGroupName: string, lifecycleHookName: string): Promise<LifecycleHook | null>;
  heartbeat(action: LifecycleActionRef): Promise<'recorded' | 'no-active-action'>;
  complete(action: LifecycleActionRef, result: LifecycleActionResult): Promise<'done' | 'no-active-action'>;
}

export function createAutoScaling(client: AutoScalingClient): AutoScaling {
  const describeInstance = batched<string, AutoScalingInstance | null>(describeLimit, async (ids) => {
    const { AutoScalingInstances: found = [] } = await call('autoscaling.DescribeAutoScalingInstances', () =>
      client.send(new DescribeAutoScalingInstancesCommand({ InstanceIds: [...ids] })),
    );
    return inOrder(ids, found, (instance) => instance.InstanceId, null).map(
      (instance) =>
        instance && {
          lifecycleState: instance.LifecycleState ?? '',
          autoScalingGroupName: instance.AutoScalingGroupName ?? '',
        },
    );
  });

  const hooks = perScope((group) => shared(hooksKnownForMs, () => describeHooks(client, group)));

  return {
    describeInstance,
    describeHook: async (group, hookName) => (await hooks(group)()).get(hookName) ?? null,
    heartbeat: (action) =>
      call('autoscaling.RecordLifecycleActionHeartbeat', () =>
        unlessEnded('recorded', () =>
          client.send(new RecordLifecycleActionHeartbeatCommand(addressOf(action))),
        ),
      ),
    complete: (action, LifecycleActionResult) =>
      call('autoscaling.CompleteLifecycleAction', () =>
        unlessEnded('done', () =>
          client.send(new CompleteLifecycleActionCommand({ ...addressOf(action), LifecycleActionResult })),
        ),
      ),
  };
}

async function describeHooks(
  client: AutoScalingClient,
  AutoScalingGroupName: string,
): Promise<ReadonlyMap<string, LifecycleHook>> {
  const { LifecycleHooks: hooks = [] } = await call('autoscaling.DescribeLifecycleHooks', () =>
    client.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName })),
  );
  return new Map(hooks.map((hook) => [hook.LifecycleHookName ?? '', hookView(hook)]));
}

function hookView(hook: AwsLifecycleHook): LifecycleHook {
  const heartbeatTimeoutSeconds = hook.HeartbeatTimeout ?? 3600;
  return {
    name: hook.LifecycleHookName ?? '',
    heartbeatTimeoutSeconds,
    globalTimeoutSeconds: hook.GlobalTimeout ?? Math.min(48 * 3600, 100 * heartbeatTimeoutSeconds),
    notificationTargetArn: hook.NotificationTargetARN,
    specChange: {},
    metadataProblem: undefined,
  };
}

/** The token where there is one, the instance otherwise: AWS takes either. */
function addressOf(action: LifecycleActionRef) {
  return {
    AutoScalingGroupName: action.autoScalingGroupName,
    LifecycleHookName: action.lifecycleHookName,
    ...(action.lifecycleActionToken === undefined
      ? { InstanceId: action.ec2InstanceId }
      : { LifecycleActionToken: action.lifecycleActionToken }),
  };
}

async function unlessEnded<T extends string>(
  answer: T,
  send: () => Promise<unknown>,
): Promise<T | 'no-active-action'> {
  try {
    await send();
    return answer;
  } catch (error) {
    if (isNoActiveLifecycleAction(error)) return 'no-active-action';
    throw error;
  }
}
