import {
  type AutoScalingClient,
  DescribeLifecycleHooksCommand,
  type LifecycleHook as AwsLifecycleHook,
} from '@aws-sdk/client-auto-scaling';
import { sharedByKey } from '../batching';
import { compare } from '../../domain/format/compare';
import { call } from '../call-error';
import type { AutoScaling, DescribedHook } from './auto-scaling';

/** All drains of a group ask for the same hooks, at first at the same time. */
const keep = { ttlMs: 2_000, most: 1_000 };

export function createHooks(
  client: AutoScalingClient,
): Pick<AutoScaling, 'describeHook' | 'terminationHooks'> {
  const hooks = sharedByKey(keep, (group) => describe(client, group));
  return {
    describeHook: async (group, hookName) => (await hooks(group)).get(hookName) ?? null,
    terminationHooks: async (group) =>
      [...(await hooks(group)).values()]
        .filter(({ transition }) => transition === 'autoscaling:EC2_INSTANCE_TERMINATING')
        .sort((a, b) => compare(a.name, b.name)),
  };
}

async function describe(
  client: AutoScalingClient,
  AutoScalingGroupName: string,
): Promise<ReadonlyMap<string, DescribedHook>> {
  const { LifecycleHooks: hooks = [] } = await call('autoscaling.DescribeLifecycleHooks', () =>
    client.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName })),
  );
  return new Map(hooks.map((hook) => [hook.LifecycleHookName ?? '', hookView(hook)]));
}

function hookView(hook: AwsLifecycleHook): DescribedHook {
  const heartbeatTimeoutSeconds = hook.HeartbeatTimeout ?? 3600;
  return {
    name: hook.LifecycleHookName ?? '',
    heartbeatTimeoutSeconds,
    globalTimeoutSeconds: hook.GlobalTimeout ?? Math.min(48 * 3600, 100 * heartbeatTimeoutSeconds),
    // What AWS does unless the hook says otherwise.
    defaultResult: hook.DefaultResult === 'CONTINUE' ? 'CONTINUE' : 'ABANDON',
    notificationTargetArn: hook.NotificationTargetARN,
    notificationMetadata: hook.NotificationMetadata,
    roleArn: hook.RoleARN,
    transition: hook.LifecycleTransition,
  };
}
