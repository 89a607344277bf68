import type { Clock } from '../clock';
import { type Rate, TokenBucket } from '../token-bucket';

/**
 * Actions share a token bucket with the others of their class, in one account and Region.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
const classes: readonly { readonly rate: Rate; readonly actions: readonly string[] }[] = [
  {
    // Cluster resource read.
    rate: { burst: 100, perSecond: 20 },
    actions: ['DescribeContainerInstances', 'DescribeTasks', 'ListContainerInstances', 'ListTasks'],
  },
  {
    // Cluster resource modify.
    rate: { burst: 100, perSecond: 40 },
    actions: [
      'DeregisterContainerInstance',
      'RegisterContainerInstance',
      'RunTask',
      'StartTask',
      'StopTask',
      'UpdateContainerInstancesState',
    ],
  },
  // Service read.
  { rate: { burst: 100, perSecond: 20 }, actions: ['DescribeServices'] },
  // Service modify.
  { rate: { burst: 50, perSecond: 5 }, actions: ['CreateService', 'DeleteService', 'UpdateService'] },
  // Cluster read.
  { rate: { burst: 50, perSecond: 20 }, actions: ['DescribeClusters', 'ListClusters'] },
  // Capacity provider read.
  { rate: { burst: 50, perSecond: 20 }, actions: ['DescribeCapacityProviders'] },
  // Task protection read, and modify.
  { rate: { burst: 200, perSecond: 80 }, actions: ['GetTaskProtection'] },
  { rate: { burst: 200, perSecond: 80 }, actions: ['UpdateTaskProtection'] },
];

/** Whether a call of this action is within ECS's request rates; a call that is takes a token. */
export function createRequestRates(clock: Clock): (action: string) => boolean {
  const buckets = new Map<string, TokenBucket>();
  for (const { rate, actions } of classes) {
    const bucket = new TokenBucket(rate, clock);
    for (const action of actions) buckets.set(action, bucket);
  }
  return (action) => buckets.get(action)?.take() ?? true;
}
