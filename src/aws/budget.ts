/**
 * Our share of a request rate that the whole account shares: a token bucket.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
export interface Budget {
  /**
   * Waits until so many calls may be made: first come, first served, requests that serve many callers and those that serve
   * one in turn, so that neither waits for the other's queue. A call that gives up waiting has spent nothing.
   * @throws BudgetTimeoutError when the signal is aborted first
   */
  take(
    calls: number,
    options?: { readonly servesMany?: boolean; readonly signal?: AbortSignal },
  ): Promise<void>;
}

export interface Rate {
  /** Calls that may be made at once after a quiet time. */
  readonly burst: number;
  readonly perSecond: number;
}

/** A call that was not made, because our share of the request rate went to others. */
export class BudgetTimeoutError extends Error {
  override readonly name = 'BudgetTimeout';
}

interface Waiting {
  readonly calls: number;
  readonly proceed: () => void;
}

export function createBudget({ burst, perSecond }: Rate): Budget {
  // The first of them is served next, if a call waits in it; then they change places.
  let queues: [Waiting[], Waiting[]] = [[], []];
  const [forMany, forOne] = queues;
  let tokens = burst;
  let filledAt = Date.now();
  let timer: NodeJS.Timeout | undefined;

  // A request for more than the bucket holds goes when it is full, and leaves a debt.
  const needs = ({ calls }: Waiting): number => Math.min(calls, burst);
  const next = (): Waiting | undefined => queues[0][0] ?? queues[1][0];
  const serve = (): void => {
    clearTimeout(timer);
    const now = Date.now();
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
    filledAt = now;
    for (let served = next(); served && tokens >= needs(served); served = next()) {
      const queue = queues[0].length > 0 ? queues[0] : queues[1];
      queue.shift();
      queues = queue === forMany ? [forOne, forMany] : [forMany, forOne];
      tokens -= served.calls;
      served.proceed();
    }
    const waiting = next();
    if (waiting) timer = setTimeout(serve, Math.ceil(((needs(waiting) - tokens) / perSecond) * 1000));
  };

  return {
    take: (calls, { servesMany = false, signal } = {}) =>
      new Promise((resolve, reject) => {
        const queue = servesMany ? forMany : forOne;
        const giveUp = (): void => {
          const index = queue.indexOf(waiting);
          if (index !== -1) queue.splice(index, 1);
          reject(
            new BudgetTimeoutError(`at most ${perSecond} calls a second are ours, and others came first`),
          );
        };
        const waiting: Waiting = {
          calls,
          proceed: () => {
            signal?.removeEventListener('abort', giveUp);
            resolve();
          },
        };
        if (signal?.aborted) {
          giveUp();
          return;
        }
        signal?.addEventListener('abort', giveUp, { once: true });
        queue.push(waiting);
        serve();
      }),
  };
}
