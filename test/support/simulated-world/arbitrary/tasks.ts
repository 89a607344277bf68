/** Tasks of every role, and the services that some belong to. */
import fc from 'fast-check';
import type { ServicePlan, TaskPlan } from '../world-plan';
import { oftenZero, seconds } from './mood';

const families = {
  service: ['web', 'api'],
  'daemon-service': ['logs'],
  standalone: ['batch', 'cron'],
  'self-started': ['own'],
} as const;
export const allFamilies = Object.values(families).flat();

/** Mostly as its definition says, so that it can be blamed on nobody else when it is cut short. */
const stopping = fc.oneof(
  fc.record({ stopTimeoutSeconds: fc.constant(null), stopSeconds: seconds(30) }),
  seconds(600).chain((stopTimeoutSeconds) =>
    fc.record({
      stopTimeoutSeconds: fc.constant(stopTimeoutSeconds),
      stopSeconds: seconds(stopTimeoutSeconds),
    }),
  ),
  fc.record({ stopTimeoutSeconds: fc.constant(null), stopSeconds: seconds(2000) }),
);

export const task: fc.Arbitrary<TaskPlan> = fc
  .record({
    role: fc.constantFrom(...(Object.keys(families) as TaskPlan['role'][])), // its own keys
    pick: fc.nat(1),
    placedAfterSeconds: oftenZero(seconds(400)),
    runSeconds: fc.oneof({ weight: 5, arbitrary: seconds(3000) }, fc.constant(undefined)),
    protectedSeconds: oftenZero(seconds(2000)),
    lateSeconds: oftenZero(seconds(40)),
    stopping,
  })
  .map(({ pick, stopping: how, ...rest }) => {
    const names: readonly string[] = families[rest.role];
    return { ...rest, ...how, family: names[pick % names.length] ?? '' };
  });

export const services: fc.Arbitrary<readonly ServicePlan[]> = fc.tuple(
  ...[...families.service, ...families['daemon-service']].map((family) =>
    fc.record({
      family: fc.constant(family),
      minimumHealthyPercent: fc.constantFrom(0, 50, 100),
      maximumPercent: fc.constantFrom(100, 200),
      hasLoadBalancer: fc.boolean(),
      placementFailure: fc.option(
        fc.constant('unable to place a task: no container instance met all of its requirements'),
        {
          nil: undefined,
        },
      ),
    }),
  ),
);
