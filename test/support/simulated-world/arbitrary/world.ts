/** Random worlds, put together of an arbitrary for each idea. */
import fc from 'fast-check';
import type { AutoScalingPlan, Ec2Plan, LuckPlan, RequestPlan, WorldPlan } from '../world-plan';
import { terminated, wanted } from './auto-scaling';
import { forgedEc2, quietEc2, takingEc2 } from './ec2';
import { host } from './host';
import { limits } from './limits';
import { oftenZero, seconds, type Mood } from './mood';
import { spec } from './spec';
import { services, task } from './tasks';

const request: fc.Arbitrary<RequestPlan> = fc.record({
  afterSeconds: oftenZero(seconds(600)),
  afterwards: fc.constantFrom('stay-draining' as const, 'return-to-active' as const),
  deadlineSeconds: fc.option(seconds(3000), { nil: undefined }),
});

const luck = ({ ecs, autoScaling, actions }: Mood): fc.Arbitrary<LuckPlan> =>
  fc.record({
    dice: fc.array(seconds(99), { minLength: 1, maxLength: 100 }),
    ecsFailsPercent: seconds(ecs),
    autoScalingFailsPercent: seconds(autoScaling),
    actionsFailPercent: seconds(actions),
    answersLostPercent: seconds(actions),
    observeSeconds: fc.array(seconds(9), { minLength: 1, maxLength: 10 }),
    actSeconds: fc.array(seconds(4), { minLength: 1, maxLength: 5 }),
  });

const sometimesEc2 = fc.oneof({ weight: 4, arbitrary: quietEc2 }, forgedEc2, takingEc2);

const world = (
  mood: Mood,
  autoScaling: fc.Arbitrary<AutoScalingPlan>,
  requests: fc.Arbitrary<readonly RequestPlan[]>,
  ec2: fc.Arbitrary<Ec2Plan>,
): fc.Arbitrary<WorldPlan> =>
  fc.record({
    spec,
    late: fc.constantFrom('listing' as const, 'counts' as const),
    tasks: fc.array(task, { maxLength: 6 }),
    services,
    host: host(mood),
    autoScaling,
    ec2,
    requests,
    limits,
    luck: luck(mood),
  });

/** Auto Scaling terminates the instance; now and then an operator has asked for its drain, too. */
export const terminatedWorld = (mood: Mood): fc.Arbitrary<WorldPlan> =>
  world(
    mood,
    terminated(mood),
    fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(request, { maxLength: 2 })),
    sometimesEc2,
  );

/** An operator asks, of an instance that stays, or is terminated meanwhile. */
export const requestedWorld = (mood: Mood): fc.Arbitrary<WorldPlan> =>
  world(
    mood,
    fc.oneof(
      wanted.map((plan) => ({ ...plan, forged: [] })),
      terminated(mood).chain((plan) =>
        seconds(2000).map((hooksAfterSeconds) => ({ ...plan, hooksAfterSeconds })),
      ),
    ),
    fc
      .tuple(request, fc.array(request, { maxLength: 1 }))
      .map(([first, rest]) => [{ ...first, afterSeconds: 0 }, ...rest]),
    sometimesEc2,
  );

/** Nobody wants the instance gone, whatever a message says. */
export const wantedWorld = (mood: Mood): fc.Arbitrary<WorldPlan> =>
  world(mood, wanted, fc.constant([]), fc.oneof(quietEc2, forgedEc2));

/** EC2 reclaims the instance; Auto Scaling may come to know, or not. */
export const reclaimedWorld = (mood: Mood): fc.Arbitrary<WorldPlan> =>
  world(
    mood,
    fc.oneof(
      terminated(mood).chain((plan) =>
        seconds(2000).map((hooksAfterSeconds) => ({
          ...plan,
          before: 'InService' as const,
          hooksAfterSeconds,
        })),
      ),
      wanted.map((plan) => ({ ...plan, forged: [] })),
    ),
    fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(request, { maxLength: 1 })),
    takingEc2,
  );
