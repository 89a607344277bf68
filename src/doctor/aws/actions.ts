/** Every action that drains need AWS to allow, and what those are for without which they work. */

interface Needed {
  /** What does not work without it; undefined: drains do not. */
  readonly isFor?: string;
  /** A shadow never does it. */
  readonly acts?: true;
}

const announced = 'drains that EC2 announces: spot interruptions and scheduled changes';
const capacityProviders = 'finding the cluster of a group that is a capacity provider without a search';

export const actions = {
  'ecs:ListClusters': {},
  'ecs:ListContainerInstances': {},
  'ecs:DescribeContainerInstances': {},
  'ecs:ListTasks': {},
  'ecs:DescribeTasks': {},
  'ecs:DescribeServices': {},
  'ecs:DescribeTaskDefinition': {},
  'ecs:UpdateContainerInstancesState': { acts: true },
  'ecs:StopTask': { acts: true },
  'ecs:GetTaskProtection': { isFor: 'holding drains back while tasks are in scale-in protection' },
  'ecs:DescribeCapacityProviders': { isFor: capacityProviders },
  'ecs:DescribeClusters': { isFor: capacityProviders },
  'autoscaling:DescribeAutoScalingInstances': {},
  'autoscaling:DescribeLifecycleHooks': {},
  'autoscaling:RecordLifecycleActionHeartbeat': { acts: true },
  'autoscaling:CompleteLifecycleAction': { acts: true },
  'autoscaling:DescribeAutoScalingGroups': { isFor: 'abandoning drains at their deadline' },
  'ec2:DescribeInstances': {},
  'ec2:DescribeSpotInstanceRequests': { isFor: announced },
  'ec2:DescribeInstanceStatus': { isFor: announced },
  'sns:Publish': { isFor: 'telling the end of drains' },
} as const satisfies Readonly<Record<string, Needed>>;

export type Action = keyof typeof actions;

/** What the action is for, where drains work without it; undefined where they do not. */
export function optionalFor(action: Action, mode: 'act' | 'shadow'): string | undefined {
  const needed: Needed = actions[action];
  if (needed.acts === true && mode === 'shadow') return 'acting, which a shadow does not do yet';
  return needed.isFor;
}
