import fc from 'fast-check';
import { type LocalAws, type SteppedClock } from '../../src/index';
import type { Caller } from './caller';

/** What a step does it to: names are looked up when it comes, so that any order of steps means something. */
export interface Ground {
  readonly aws: LocalAws;
  readonly clock: SteppedClock;
  readonly caller: Caller;
}

/** One thing that somebody, the clock or bad luck does. */
export interface Step {
  readonly what: string;
  readonly run: (ground: Ground) => Promise<unknown>;
}

export const step = <A>(
  of: fc.Arbitrary<A>,
  what: (a: A) => string,
  run: (ground: Ground, a: A) => Promise<unknown>,
): fc.Arbitrary<Step> => of.map((a) => ({ what: what(a), run: (ground) => run(ground, a) }));

/** Whatever is there: the same index means the same thing for as long as the same things are there. */
export const pick = <T>(items: Iterable<T>, at: number): T | undefined => {
  const all = [...items];
  return all[at % Math.max(1, all.length)];
};

export const at = fc.nat({ max: 200 });

/** Of the cluster, and of the group, that steps are taken in. */
export const demo = 'demo';
