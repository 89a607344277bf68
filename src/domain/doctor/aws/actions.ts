/** Every action that drains need AWS to allow, and what those are for without which they work. */

interface Needed {
  /** What does not work without it; undefined: drains do not. */
  readonly isFor?: string;
  /** A shadow never does it. */
  readonly acts?: true;
  /** Policies may allow it in some clusters, or of some groups, and not of others. */
  readonly of?: 'cluster' | 'group';
}

const announced = 'drains that EC2 announces: spot interruptions and scheduled changes';
const capacityProviders = 'finding the cluster of a group that is a capacity provider without a search';

export const actions = {
  'ecs:ListClusters': {},
  'ecs:ListContainerInstances': { of: 'cluster' },
  'ecs:DescribeContainerInstances': { of: 'cluster' },
  'ecs:ListTasks': { of: 'cluster' },
  'ecs:DescribeTasks': { of: 'cluster' },
  'ecs:DescribeServices': { of: 'cluster' },
  'ecs:DescribeTaskDefinition': {},
  'ecs:UpdateContainerInstancesState': { acts: true, of: 'cluster' },
  'ecs:StopTask': { acts: true, of: 'cluster' },
  'ecs:GetTaskProtection': {
    isFor: 'holding drains back while tasks are in scale-in protection',
    of: 'cluster',
  },
  'ecs:DescribeCapacityProviders': { isFor: capacityProviders },
  'ecs:DescribeClusters': { isFor: capacityProviders, of: 'cluster' },
  'autoscaling:DescribeAutoScalingInstances': {},
  'autoscaling:DescribeLifecycleHooks': {},
  'autoscaling:RecordLifecycleActionHeartbeat': { acts: true, of: 'group' },
  'autoscaling:CompleteLifecycleAction': { acts: true, of: 'group' },
  'autoscaling:DescribeAutoScalingGroups': { isFor: 'abandoning drains at their deadline' },
  'ec2:DescribeInstances': {},
  'ec2:DescribeSpotInstanceRequests': { isFor: announced },
  'ec2:DescribeInstanceStatus': { isFor: announced },
  'sns:Publish': { isFor: 'telling the end of drains' },
} as const satisfies Readonly<Record<string, Needed>>;

export type Action = keyof typeof actions;

/** What the action is for, where drains work without it; undefined where they do not. */
export function optionalFor(action: Action, mode: 'live' | 'shadow'): string | undefined {
  const needed: Needed = actions[action];
  if (needed.acts === true && mode === 'shadow') return 'acting, which a shadow does not do yet';
  return needed.isFor;
}

/** Of what the action is allowed; undefined: of the whole account. */
export function scopeOf(action: Action): Needed['of'] {
  const needed: Needed = actions[action];
  return needed.of;
}
