import type { AutoScaling } from '../../auto-scaling/auto-scaling';
import { type Action, type Actions, type Asked, type Input, withoutResources } from './action';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html */
export function autoScalingActions(autoScaling: AutoScaling): Actions {
  const { env, groups } = autoScaling;
  /** A group that is not there has no id yet. */
  const groupNamed = (name: string): Asked => {
    const group = groups.get(name);
    const anyId = `arn:aws:autoscaling:${env.region}:${env.accountId}:autoScalingGroup:*:autoScalingGroupName/${name}`;
    return { arn: group?.arn ?? anyId, keys: tagKeys(group?.tags ?? new Map()) };
  };
  const onGroup: Action = {
    resourceType: 'autoScalingGroup',
    keys: ['autoscaling:ResourceTag/${TagKey}', 'aws:ResourceTag/${TagKey}'],
    asks: (input) => [groupNamed(input.text('AutoScalingGroupName') ?? '*')],
  };
  const onGroupOfInstance: Action = {
    ...onGroup,
    asks: (input) => [
      groupNamed(autoScaling.findInstance(input.text('InstanceId') ?? '')?.group.name ?? '*'),
    ],
  };

  return {
    CompleteLifecycleAction: onGroup,
    CreateAutoScalingGroup: {
      ...onGroup,
      passes: (input) => input.each('LifecycleHookSpecificationList').flatMap(roleIn),
    },
    DeleteAutoScalingGroup: onGroup,
    DeleteLifecycleHook: onGroup,
    DescribeAutoScalingGroups: withoutResources(),
    DescribeAutoScalingInstances: withoutResources(),
    DescribeLifecycleHooks: withoutResources(),
    DetachInstances: onGroup,
    PutLifecycleHook: { ...onGroup, passes: roleIn },
    PutWarmPool: onGroup,
    RecordLifecycleActionHeartbeat: onGroup,
    SetDesiredCapacity: onGroup,
    TerminateInstanceInAutoScalingGroup: onGroupOfInstance,
    UpdateAutoScalingGroup: onGroup,
  };
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-api-permissions.html */
const roleIn = (input: Input): readonly string[] => {
  const role = input.text('RoleARN');
  return role === undefined ? [] : [role];
};

const tagKeys = (tags: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries(
    [...tags].flatMap(([key, value]) => [
      [`autoscaling:ResourceTag/${key}`, value],
      [`aws:ResourceTag/${key}`, value],
    ]),
  );
