/** The instance's way through its hooks: ours, others', forged ones. */
import fc from 'fast-check';
import { groupName } from '../hook-words';
import type { AutoScalingPlan, HookPlan } from '../world-plan';
import { rarely, seconds, type Mood } from './mood';

const hook = (
  name: string,
  owner: HookPlan['owner'],
  { surprises }: Mood,
  maxDelay = 5,
): fc.Arbitrary<HookPlan> =>
  fc.record({
    name: fc.constant(name),
    owner: fc.constant(owner),
    heartbeatTimeoutSeconds: fc.constantFrom(30, 45, 300, 3600, 7200),
    defaultResult: fc.constantFrom('CONTINUE' as const, 'ABANDON' as const),
    messagesAfterSeconds: fc
      .tuple(seconds(maxDelay), fc.array(seconds(900), { maxLength: 2 }))
      .map(([first, rest]) => [first, ...rest]),
    tellsWhenSent: fc.boolean(),
    completedElsewhereAfterSeconds: surprises ? rarely(seconds(2000)) : fc.constant(undefined),
    deletedAfterSeconds: surprises ? rarely(seconds(2000)) : fc.constant(undefined),
    newTokenAfterSeconds: rarely(seconds(1000)),
  });

/** Ours alone, several of ours, or others' beside them. */
const hooks = (mood: Mood): fc.Arbitrary<readonly HookPlan[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(hook('by-topic', 'ours-by-topic', mood)) },
    fc.tuple(hook('by-name', 'ours-by-name', mood)),
    fc.tuple(hook('by-topic', 'ours-by-topic', mood), hook('by-name', 'ours-by-name', mood)),
    fc.tuple(hook('theirs', 'theirs', mood), hook('by-topic', 'ours-by-topic', mood)),
    fc.tuple(hook('by-topic', 'ours-by-topic', mood), hook('theirs', 'theirs', mood)),
  );

const noForgery = fc.constant([]);
const forgery = fc.array(
  fc.record({
    hook: fc.constantFrom('by-topic', 'by-name', 'theirs', 'no-such-hook'),
    group: fc.constantFrom(groupName, 'another-group'),
  }),
  { minLength: 1, maxLength: 2 },
);

const leaves = rarely(
  fc.record({ afterSeconds: seconds(2500), to: fc.constantFrom('InService' as const, null) }),
);

/** The instance waits in its hooks when the drain starts, or soon after. */
export const terminated = (mood: Mood): fc.Arbitrary<AutoScalingPlan> =>
  fc
    .record({
      hooksAfterSeconds: seconds(3),
      before: fc.constantFrom('InService' as const, 'Terminating' as const),
      isWarm: fc.boolean(),
      inTurn: fc.boolean(),
      hooks: hooks(mood),
      retainsAbandoned: fc.boolean(),
      forged: mood.surprises ? fc.oneof({ weight: 4, arbitrary: noForgery }, forgery) : noForgery,
      leaves: mood.surprises ? leaves : fc.constant(undefined),
      lateSeconds: fc.integer({ min: 0, max: 4 }),
    })
    .map(inTime);

/** A hook of the shortest timeout leaves no time to come late. */
const inTime = (plan: AutoScalingPlan): AutoScalingPlan =>
  plan.hooks.every(({ heartbeatTimeoutSeconds }) => heartbeatTimeoutSeconds > 60)
    ? plan
    : { ...plan, lateSeconds: 0, hooksAfterSeconds: 0 };

export const wanted: fc.Arbitrary<AutoScalingPlan> = fc.record({
  hooksAfterSeconds: fc.constant(undefined),
  before: fc.constantFrom('InService' as const, null),
  isWarm: fc.constant(false),
  inTurn: fc.boolean(),
  hooks: hooks({ ecs: 0, autoScaling: 0, actions: 0, surprises: false }),
  retainsAbandoned: fc.boolean(),
  forged: forgery,
  leaves: fc.constant(undefined),
  lateSeconds: fc.constant(0),
});
