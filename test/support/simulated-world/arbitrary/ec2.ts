/** What EC2 announces, and what it does. */
import fc from 'fast-check';
import type { AnnouncedPlan, Ec2Plan } from '../world-plan';
import { seconds } from './mood';

const announced = (afterSeconds: fc.Arbitrary<number>): fc.Arbitrary<AnnouncedPlan> =>
  fc.record({
    kind: fc.constantFrom(
      'spot-interruption' as const,
      'scheduled-change' as const,
      'instance-state-change' as const,
      'rebalance-recommendation' as const,
    ),
    afterSeconds,
  });

export const quietEc2: fc.Arbitrary<Ec2Plan> = fc.constant({ announced: [], takes: undefined });

/** In EC2's name, and EC2 knows nothing of it. */
export const forgedEc2: fc.Arbitrary<Ec2Plan> = fc.record({
  announced: fc.array(announced(seconds(600)), { minLength: 1, maxLength: 3 }),
  takes: fc.constant(undefined),
});

/** EC2 reclaims the instance, and what it does is announced; so is, perhaps, what it does not do. */
export const takingEc2: fc.Arbitrary<Ec2Plan> = fc
  .record({
    how: fc.constantFrom('interruption' as const, 'state' as const, 'scheduled-change' as const),
    afterSeconds: seconds(60),
    beginsAfterSeconds: fc.oneof(seconds(600), seconds(8000)),
    lateSeconds: fc.oneof(seconds(3), seconds(60)),
    others: fc.array(announced(seconds(900)), { maxLength: 2 }),
  })
  .map(({ lateSeconds, others, ...takes }) => ({
    takes,
    announced: [{ kind: kindOf[takes.how], afterSeconds: takes.afterSeconds + lateSeconds }, ...others],
  }));

const kindOf = {
  interruption: 'spot-interruption',
  state: 'instance-state-change',
  'scheduled-change': 'scheduled-change',
} as const;
