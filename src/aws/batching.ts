import DataLoader from 'dataloader';

/** How long a call waits for others to share its request. Short beside an observation, long beside the jitter between drains. */
const windowMs = 25;

/**
 * One request for many callers: the keys that arrive within a short window, and for as long as the request has to wait for
 * its turn, go out together, at most `size` a request. The busier the account, the larger the requests.
 * @param load answers one value, or error, for each key, in the order of the keys
 * @param turn resolves when the request may be made
 */
export function batched<K, V>(
  size: number,
  load: (keys: readonly K[]) => Promise<readonly (V | Error)[]>,
  turn: () => Promise<void> = () => Promise.resolve(),
): (key: K) => Promise<V> {
  const loadOnce = async (keys: readonly K[]): Promise<(V | Error)[]> => {
    // An observation that was given up may still wait for its turn beside the one that came after it.
    const once = [...new Set(keys)];
    const answers = await load(once);
    const positions = new Map(once.map((key, index) => [key, index]));
    return keys.map((key) => answers[positions.get(key) ?? -1] as V | Error); // every key has a position
  };
  const loader = new DataLoader<K, V>(loadOnce, {
    cache: false, // an observation must see what is true now
    maxBatchSize: size,
    batchScheduleFn: (send) => setTimeout(() => void turn().then(send), windowMs),
  });
  return (key) => loader.load(key);
}

/** One batcher a scope (such as a cluster), made when first used. */
export function perScope<T>(make: (scope: string) => T): (scope: string) => T {
  const made = new Map<string, T>();
  return (scope) => {
    const existing = made.get(scope);
    if (existing !== undefined) return existing;
    const fresh = make(scope);
    made.set(scope, fresh);
    return fresh;
  };
}

/** Sorts what a request answered back to the keys that asked. */
export function inOrder<K, V, D>(
  keys: readonly K[],
  answers: readonly V[],
  keyOf: (answer: V) => K | undefined,
  otherwise: D,
): (V | D)[] {
  const byKey = new Map(answers.map((answer) => [keyOf(answer), answer]));
  return keys.map((key) => byKey.get(key) ?? otherwise);
}

/** One request for all who ask within `ttlMs`, for what changes rarely and is the same for everybody. A failure is not kept. */
export function shared<V>(ttlMs: number, load: () => Promise<V>): () => Promise<V> {
  const one = sharedByKey({ ttlMs, most: 1 }, load);
  return () => one('');
}

interface Keep {
  readonly ttlMs: number;
  /** How many answers are kept at most: the one that was asked for longest ago makes room. */
  readonly most: number;
}

/** The same for each of many keys. */
export function sharedByKey<V>(
  { ttlMs, most }: Keep,
  load: (key: string) => Promise<V>,
): (key: string) => Promise<V> {
  const kept = new Map<string, { readonly answer: Promise<V>; readonly until: number }>();
  return (key) => {
    const current = kept.get(key);
    if (current && Date.now() < current.until) return current.answer;
    const asked = { answer: load(key), until: Date.now() + ttlMs };
    kept.delete(key); // a map keeps its keys in the order in which they came
    kept.set(key, asked);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    asked.answer.catch(() => {
      if (kept.get(key) === asked) kept.delete(key);
    });
    return asked.answer;
  };
}
