import type { Clock } from '../clock';

interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

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
      'RunTask',
      'StartTask',
      'StopTask',
      'UpdateContainerInstancesState',
    ],
  },
  // Service read.
  { rate: { burst: 100, perSecond: 20 }, actions: ['DescribeServices'] },
  // Service modify.
  { rate: { burst: 50, perSecond: 5 }, actions: ['CreateService', 'UpdateService'] },
  // Cluster read.
  { rate: { burst: 50, perSecond: 20 }, actions: ['DescribeClusters', 'ListClusters'] },
];

/** A token bucket: full at first, filled at a steady rate, never above its burst. */
class TokenBucket {
  private tokens: number;
  private filledAtMs: number;

  constructor(
    private readonly rate: Rate,
    private readonly clock: Clock,
  ) {
    this.tokens = rate.burst;
    this.filledAtMs = clock.now();
  }

  take(): boolean {
    const nowMs = this.clock.now();
    const gained = ((nowMs - this.filledAtMs) / 1000) * this.rate.perSecond;
    this.tokens = Math.min(this.rate.burst, this.tokens + gained);
    this.filledAtMs = nowMs;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

/** Whether a call of this action is within ECS's request rates; a call that is takes a token. */
export function createRequestRates(clock: Clock): (action: string) => boolean {
  const buckets = new Map<string, TokenBucket>();
  for (const { rate, actions } of classes) {
    const bucket = new TokenBucket(rate, clock);
    for (const action of actions) buckets.set(action, bucket);
  }
  return (action) => buckets.get(action)?.take() ?? true;
}
