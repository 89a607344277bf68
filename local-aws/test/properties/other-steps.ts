import fc from 'fast-check';
import { createWorld, type FaultOverHttp, type WorldSpec } from '../../src/index';
import { demo, pick, type Step, step } from './step';

const faultOf = fc.oneof(
  fc.record({
    service: fc.constantFrom('ecs' as const, 'autoscaling' as const),
    kind: fc.constant('throttle' as const),
  }),
  fc.record({
    service: fc.constant('ecs' as const),
    kind: fc.constant('reset' as const),
    afterEffect: fc.boolean(),
  }),
  fc.record({
    service: fc.constant('autoscaling' as const),
    kind: fc.constant('error' as const),
    code: fc.constant('InternalFailure'),
    status: fc.constant(500),
    afterEffect: fc.boolean(),
  }),
  fc.record({
    service: fc.constant('ecs' as const),
    kind: fc.constant('stale-read' as const),
    ageSeconds: fc.nat({ max: 60 }),
  }),
  fc.record({ kind: fc.constantFrom('notification-lost' as const, 'notification-doubled' as const) }),
) satisfies fc.Arbitrary<FaultOverHttp>;

const hour = 3_600_000;

/** Worlds of which many cannot be: names that are there, tasks that find no room. */
const anyWorld: fc.Arbitrary<WorldSpec> = fc.record(
  {
    cluster: fc.constantFrom(demo, 'other'),
    group: fc.constantFrom(demo, 'group-1', 'group-2'),
    instances: fc.nat({ max: 2 }),
    maxSize: fc.nat({ max: 3 }),
    instanceCpu: fc.constantFrom(500, 1000),
    services: fc.array(
      fc.record({
        name: fc.constantFrom('web', 'more-1', 'logs', 'new'),
        desiredCount: fc.nat({ max: 2 }),
        cpu: fc.constantFrom(0, 300),
      }),
      { maxLength: 3 },
    ),
    standalone: fc.array(
      fc.record({
        family: fc.constantFrom('slow', 'big'),
        cpu: fc.constantFrom(0, 400, 600),
        count: fc.nat({ max: 3 }),
      }),
      { maxLength: 2 },
    ),
    hooks: fc.array(
      fc.record({ name: fc.constantFrom('drain', 'other'), notify: fc.constant('arn:aws:lambda:nobody') }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['cluster'] },
);

/** What a step answers whose world was refused. */
export const worldRefused = 'refused';

/** Whatever the error, nothing may have changed. */
function tryWorld(build: () => unknown): unknown {
  try {
    return build();
  } catch {
    return worldRefused;
  }
}

/** The clock, faults, and worlds that people build. */
export const otherSteps: readonly fc.WeightedArbitrary<Step>[] = [
  {
    weight: 6,
    arbitrary: step(
      fc.constantFrom(0, 1, 500, 5_000, 30_000, 300_000, hour),
      (ms) => `${ms} ms pass`,
      ({ clock }, ms) => {
        clock.advanceBy(ms);
        return Promise.resolve();
      },
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      fc.record({ fault: faultOf, times: fc.integer({ min: 1, max: 4 }), share: fc.constantFrom(0.5, 1) }),
      ({ fault, times, share }) => JSON.stringify({ ...fault, times, share }),
      ({ aws }, { fault, times, share }) => Promise.resolve(aws.faults.add({ ...fault, times, share })),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      anyWorld,
      (spec) => `a world ${JSON.stringify(spec)}`,
      ({ aws }, spec) => Promise.resolve(tryWorld(() => createWorld(aws, spec))),
    ),
  },
];

/** Calls of operations that no step above knows, with nothing in them: they may be refused, and must break nothing. */
export const emptyCall: fc.Arbitrary<Step> = step(
  fc.record({ at: fc.nat(), isEcs: fc.boolean() }),
  (a) => `an empty call ${a.at}`,
  ({ aws, caller }, a) => {
    const operation = pick(aws.operations[a.isEcs ? 'ecs' : 'autoscaling'] ?? [], a.at) ?? '';
    return a.isEcs ? caller.ecs(operation, {}) : caller.autoScaling(operation, {});
  },
);
