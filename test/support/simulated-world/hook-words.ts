/** What Auto Scaling says of a hook: its messages, and its description. */
import type { LifecycleHook } from '../../../src/domain/drain/observation/observation';
import type { TerminateLifecycleAction } from '../../../src/domain/notice';
import { ec2InstanceId, topicArn } from '../observations';
import type { HookPlan } from './world-plan';

export const groupName = 'web';

export const globalTimeoutSeconds = (heartbeatTimeoutSeconds: number): number =>
  Math.min(172_800, 100 * heartbeatTimeoutSeconds);

export const messageOf = ({
  plan: hook,
  token,
  beganAt,
}: {
  readonly plan: HookPlan;
  readonly token: string;
  readonly beganAt: number;
}): TerminateLifecycleAction => ({
  kind: 'terminate-lifecycle-action',
  ec2InstanceId,
  autoScalingGroupName: groupName,
  lifecycleHookName: hook.name,
  lifecycleActionToken: token,
  notificationTargetArn: topicArn,
  // A message tells whole milliseconds.
  sentAt: hook.tellsWhenSent ? Math.floor(beganAt) : undefined,
});

export const forgedMessage = (hook: string, group: string): TerminateLifecycleAction => ({
  kind: 'terminate-lifecycle-action',
  ec2InstanceId,
  autoScalingGroupName: group,
  lifecycleHookName: hook,
  lifecycleActionToken: 'forged',
  notificationTargetArn: topicArn,
});

export const described = ({
  name,
  owner,
  heartbeatTimeoutSeconds,
  defaultResult,
}: HookPlan): LifecycleHook => ({
  name,
  heartbeatTimeoutSeconds,
  globalTimeoutSeconds: globalTimeoutSeconds(heartbeatTimeoutSeconds),
  notificationTargetArn: owner === 'ours-by-topic' ? topicArn : 'arn:aws:sns:of:somebody:else',
  defaultResult,
  specChange: {},
  metadataProblem: undefined,
});
