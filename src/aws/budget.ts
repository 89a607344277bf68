/**
 * Our share of a request rate that the whole account shares: a token bucket, first come, first served.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
export interface Budget {
  /**
   * Waits until so many calls may be made. One that gives up waiting has spent nothing.
   * @throws the signal's reason when it is aborted first
   */
  take(calls: number, signal?: AbortSignal): Promise<void>;
}

export interface Rate {
  /** Calls that may be made at once after a quiet time. */
  readonly burst: number;
  readonly perSecond: number;
}

interface Waiting {
  readonly calls: number;
  readonly proceed: () => void;
}

export function createBudget({ burst, perSecond }: Rate): Budget {
  const queue: Waiting[] = [];
  let tokens = burst;
  let filledAt = Date.now();
  let timer: NodeJS.Timeout | undefined;

  const serve = (): void => {
    clearTimeout(timer);
    const now = Date.now();
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
    for (let next = queue[0]; next && affords(next); next = queue[0]) {
      queue.shift();
      tokens -= next.calls;
      next.proceed();
    }
    const [first] = queue;
    if (first)
      timer = setTimeout(serve, Math.max(1, ((Math.min(first.calls, burst) - tokens) / perSecond) * 1000));
  };
  // A request for more than the bucket holds goes when it is full, and leaves a debt.
  const affords = ({ calls }: Waiting): boolean => tokens >= Math.min(calls, burst);

  return {
    take: (calls, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason as Error); // AbortSignal's own type for it is any
          return;
        }
        const giveUp = (): void => {
          queue.splice(queue.indexOf(waiting), 1);
          reject(signal?.reason as Error); // as above
        };
        const waiting: Waiting = {
          calls,
          proceed: () => {
            signal?.removeEventListener('abort', giveUp);
            resolve();
          },
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        queue.push(waiting);
        serve();
      }),
  };
}
