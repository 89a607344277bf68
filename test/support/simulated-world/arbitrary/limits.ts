/** Pauses of all drains, and how long a permit is waited for. */
import fc from 'fast-check';
import type { LimitsPlan, PausePlan } from '../world-plan';
import { oftenZero, seconds } from './mood';

/** Whether the drain is woken by it, as nearly always. */
const isHeard = fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false));

const pause: fc.Arbitrary<PausePlan> = fc.record({
  begins: fc.oneof(
    fc.record({
      kind: fc.constant('after-seconds' as const),
      seconds: fc.oneof(seconds(60), seconds(4000)),
    }),
    fc.record({ kind: fc.constant('before-action' as const), action: seconds(4, 1) }),
  ),
  forSeconds: fc.oneof(seconds(120), seconds(6000)),
  isHeard,
});

export const limits: fc.Arbitrary<LimitsPlan> = fc.record({
  pauses: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    fc.array(pause, { minLength: 1, maxLength: 2 }),
  ),
  permit: fc.record({
    givenAfterSeconds: oftenZero(fc.oneof(seconds(600), seconds(8000))),
    lostRequests: oftenZero(seconds(2)),
    isHeard,
  }),
});
