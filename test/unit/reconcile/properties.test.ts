import fc from 'fast-check';
import { live, type WorldPlan } from '../../support/simulated-world';

const task = fc.record({
  role: fc.constantFrom('service' as const, 'standalone' as const, 'self-started' as const),
  runSeconds: fc.integer({ min: 0, max: 20_000 }),
  stopSeconds: fc.integer({ min: 0, max: 600 }),
});

const world = (bad: { ecs: number; autoScaling: number; actions: number }): fc.Arbitrary<WorldPlan> =>
  fc.record({
    tasks: fc.array(task, { maxLength: 8 }),
    heartbeatTimeoutSeconds: fc.constantFrom(30, 45, 300, 3600, 7200),
    dice: fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 200 }),
    ecsFailsPercent: fc.integer({ min: 0, max: bad.ecs }),
    autoScalingFailsPercent: fc.integer({ min: 0, max: bad.autoScaling }),
    actionsFailPercent: fc.integer({ min: 0, max: bad.actions }),
    lookSeconds: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 }),
  });

const anyWorld = world({ ecs: 100, autoScaling: 60, actions: 60 });

describe('in any world', () => {
  it('a drain never completes while a container runs, and stops daemons last', () => {
    fc.assert(
      fc.property(anyWorld, (plan) => {
        const { cutShort, daemonsStoppedEarly, completions } = live(plan, 400);
        expect({ cutShort, daemonsStoppedEarly }).toEqual({ cutShort: 0, daemonsStoppedEarly: 0 });
        expect(completions).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
  });

  it('the hook lives as long as Auto Scaling answers, whatever ECS does', () => {
    fc.assert(
      fc.property(world({ ecs: 100, autoScaling: 0, actions: 60 }), (plan) => {
        expect(live(plan, 400).hookExpired).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

describe('if the world cooperates', () => {
  it('a drain ends, soon after the last task has stopped', () => {
    fc.assert(
      fc.property(world({ ecs: 0, autoScaling: 0, actions: 0 }), (plan) => {
        const { memory, tookSeconds, looks } = live(plan);
        expect(memory.outcome).toBe('drained');
        const longest = (role: string) =>
          plan.tasks
            .filter((one) => one.role === role)
            .map(({ runSeconds, stopSeconds }) => runSeconds + stopSeconds);
        const lastStop = Math.max(0, ...longest('service'), ...longest('standalone'));
        const daemons = Math.max(
          0,
          ...plan.tasks.filter(({ role }) => role === 'self-started').map(({ stopSeconds }) => stopSeconds),
        );
        // A quarter of the quiet time at each of the two waits, a resync, and the looks themselves.
        expect(tookSeconds).toBeLessThanOrEqual((lastStop + daemons) * 1.25 + 2 * (10 + 9) + 60);
        expect(looks).toBeLessThan(2500);
      }),
      { numRuns: 100 },
    );
  });

  it('after bad days a drain ends, and completes exactly once', () => {
    fc.assert(
      fc.property(world({ ecs: 50, autoScaling: 20, actions: 50 }), (plan) => {
        // Dice that are not all bad: the world cooperates now and then.
        const { memory, completions, hookExpired } = live({
          ...plan,
          dice: [...plan.dice, 99, 99, 99, 99, 99, 99, 99],
        });
        expect(memory.outcome).toBeDefined();
        expect(completions).toBe(hookExpired ? 0 : 1);
      }),
      { numRuns: 100 },
    );
  });
});
