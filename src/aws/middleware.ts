/** The part of a middleware of the SDK that ours need to know. */
export type Next<A, R> = (args: A) => Promise<R>;
