import fc from 'fast-check';
import type { Spec } from '../../../../src/domain/spec';
import type { Mood } from '../../../support/simulated-world/arbitrary/mood';
import {
  requestedWorld,
  reclaimedWorld,
  terminatedWorld,
  wantedWorld,
} from '../../../support/simulated-world/arbitrary/world';
import { groupName } from '../../../support/simulated-world/hook-words';
import { live } from '../../../support/simulated-world/live';
import type { Story } from '../../../support/simulated-world/story';
import type { WorldPlan } from '../../../support/simulated-world/world-plan';
import { always, atLast, ifTheWorldCooperates, whileAutoScalingAnswers, type Invariants } from './invariants';
import { ofGroupsNotAllowed, ofShadows } from './invariants-of-shadow';

const wild: Mood = { ecs: 100, autoScaling: 60, actions: 60, surprises: true };
const onlySurprises: Mood = { ecs: 0, autoScaling: 0, actions: 0, surprises: true };
const withoutEcs: Mood = { ...wild, autoScaling: 0 };
const bad: Mood = { ecs: 50, autoScaling: 20, actions: 50, surprises: false };
const good: Mood = { ...onlySurprises, surprises: false };

/** So many worlds, each for so many observations. */
interface Run {
  readonly worlds: number;
  readonly observations: number;
}

/** Names what broke, and how. */
const broken = (story: Story, all: readonly Invariants[]): string[] =>
  all
    .flatMap((some) => Object.entries(some))
    .flatMap(([name, invariant]) =>
      invariant(story)
        .slice(0, 1)
        .map((how) => `${name}: ${how}`),
    );

function expectKept(
  world: fc.Arbitrary<WorldPlan>,
  { worlds, observations }: Run,
  ...promises: readonly Invariants[]
): void {
  const kept = fc.property(world, (plan) => expect(broken(live(plan, observations), promises)).toEqual([]));
  fc.assert(kept, { numRuns: Math.min(worlds, fc.readConfigureGlobal().numRuns ?? worlds) });
}

const withSpec = (world: fc.Arbitrary<WorldPlan>, change: Partial<Spec>): fc.Arbitrary<WorldPlan> =>
  world.map((plan) => ({ ...plan, spec: { ...plan.spec, ...change } }));

/** An instance that is in no group is nobody's to forbid, so these are in one, and stay there. */
const ofOtherGroup = (world: fc.Arbitrary<WorldPlan>): fc.Arbitrary<WorldPlan> =>
  withSpec(world, { groups: ['another', `${groupName}-*`] }).map((plan) => ({
    ...plan,
    autoScaling: { ...plan.autoScaling, before: plan.autoScaling.before ?? 'InService', leaves: undefined },
  }));

describe('every promise is kept', () => {
  it('in any world that terminates the instance', () => {
    expectKept(terminatedWorld(wild), { worlds: 60, observations: 200 }, always);
  });

  it('in any world in which an operator asks for the drain', () => {
    expectKept(requestedWorld(wild), { worlds: 40, observations: 200 }, always);
  });

  it('in any world in which EC2 reclaims the instance', () => {
    expectKept(reclaimedWorld(wild), { worlds: 30, observations: 200 }, always);
  });

  it('in any world in which nobody wants the instance gone', () => {
    expectKept(wantedWorld(wild), { worlds: 20, observations: 100 }, always, {
      'nothing is done at all': ({ performed }) => performed.map(({ action }) => action.kind),
    });
  });

  it.each([
    ['whatever ECS does', withoutEcs],
    ['whoever interferes', onlySurprises],
  ])('while Auto Scaling answers, %s', (_, mood) => {
    const promises = [always, whileAutoScalingAnswers];
    expectKept(terminatedWorld(mood), { worlds: 40, observations: 500 }, ...promises);
    expectKept(requestedWorld(mood), { worlds: 20, observations: 500 }, ...promises);
  });

  it('by a shadow', () => {
    expectKept(
      withSpec(terminatedWorld(wild), { mode: 'shadow' }),
      { worlds: 25, observations: 200 },
      always,
      ofShadows,
    );
    expectKept(
      withSpec(requestedWorld(wild), { mode: 'shadow' }),
      { worlds: 15, observations: 200 },
      always,
      ofShadows,
    );
  });

  it('where the group is not among those to be drained', () => {
    const promises = [always, ofGroupsNotAllowed];
    expectKept(ofOtherGroup(terminatedWorld(wild)), { worlds: 12, observations: 100 }, ...promises);
    expectKept(ofOtherGroup(requestedWorld(wild)), { worlds: 12, observations: 100 }, ...promises);
  });

  it('if the world cooperates, and the drain ends', () => {
    const promises = [always, whileAutoScalingAnswers, ifTheWorldCooperates];
    expectKept(terminatedWorld(good), { worlds: 24, observations: 3000 }, ...promises);
    expectKept(requestedWorld(good), { worlds: 12, observations: 3000 }, ...promises);
    expectKept(reclaimedWorld(good), { worlds: 8, observations: 3000 }, ...promises);
  });

  it('after bad days, and the drain ends', () => {
    // Dice that are not all bad: the world cooperates now and then.
    const nowAndThen = terminatedWorld(bad).map((plan) => ({
      ...plan,
      spec: { ...plan.spec, resyncSeconds: 10, deadlineSeconds: plan.spec.deadlineSeconds ?? 6000 },
      luck: { ...plan.luck, dice: [...plan.luck.dice, ...Array<number>(10).fill(99)] },
    }));
    expectKept(nowAndThen, { worlds: 20, observations: 3000 }, always, atLast);
  });
});
