/** A container instance, and what happens to it. */
import fc from 'fast-check';
import type { HostEvent, HostPlan } from '../world-plan';
import { oftenZero, seconds, type Mood } from './mood';

const hostEvent: fc.Arbitrary<HostEvent> = fc.record({
  afterSeconds: seconds(1500),
  what: fc.oneof(
    fc.record({
      kind: fc.constant('somebody-sets' as const),
      status: fc.constantFrom('ACTIVE' as const, 'DRAINING' as const),
    }),
    fc.constant({ kind: 'deregistered' as const }),
    fc.constant({ kind: 'registered-anew' as const }),
    fc.record({
      kind: fc.constant('agent-lost' as const),
      forSeconds: fc.option(seconds(900), { nil: undefined }),
    }),
  ),
});

export const host = ({ surprises }: Mood): fc.Arbitrary<HostPlan> =>
  fc.record({
    joinsAfterSeconds: surprises ? fc.oneof(oftenZero(seconds(30)), fc.constant(undefined)) : fc.constant(0),
    registersForSeconds: oftenZero(seconds(60)),
    events: fc.array(hostEvent, { maxLength: surprises ? 3 : 0 }),
  });
