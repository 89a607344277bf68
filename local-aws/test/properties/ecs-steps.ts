import fc from 'fast-check';
import { at, demo, type Ground, pick, type Step, step } from './step';

/** Whatever is there, and now and then something that is not. */
const taskAt = ({ aws }: Ground, at: number): string =>
  at % 11 === 10
    ? 'nowhere'
    : (pick(aws.ecs.state.clusters.get(demo)?.tasks.values() ?? [], at)?.arn ?? 'none');
const hostAt = ({ aws }: Ground, at: number): string =>
  at % 11 === 10
    ? 'nowhere'
    : (pick(aws.ecs.state.clusters.get(demo)?.instances.values() ?? [], at)?.arn ?? 'none');

const family = fc.constantFrom('web', 'slow', 'short', 'nothing');
/** A service of tasks that end by themselves would start thousands of them in the hours that pass. */
const lasting = fc.constantFrom('web', 'slow', 'nothing');

const ecs = <A>(operation: string, of: fc.Arbitrary<A>, input: (ground: Ground, a: A) => object) =>
  step(
    of,
    (a) => `${operation} ${JSON.stringify(a)}`,
    (ground, a) => ground.caller.ecs(operation, { cluster: demo, ...input(ground, a) }),
  );

/** Every operation of ECS by which something changes, and reads by which somebody looks. */
export const ecsSteps: readonly fc.WeightedArbitrary<Step>[] = [
  {
    weight: 3,
    arbitrary: ecs('RunTask', fc.record({ family, count: fc.integer({ min: 1, max: 4 }) }), (_, a) => ({
      taskDefinition: a.family,
      count: a.count,
    })),
  },
  {
    weight: 2,
    arbitrary: ecs('StartTask', fc.record({ family, at }), (g, a) => ({
      taskDefinition: a.family,
      containerInstances: [hostAt(g, a.at)],
    })),
  },
  { weight: 4, arbitrary: ecs('StopTask', at, (g, a) => ({ task: taskAt(g, a) })) },
  {
    weight: 4,
    arbitrary: ecs(
      'UpdateContainerInstancesState',
      fc.record({ at, status: fc.constantFrom('DRAINING', 'DRAINING', 'ACTIVE') }),
      (g, a) => ({
        containerInstances: [hostAt(g, a.at)],
        status: a.status,
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: ecs('DeregisterContainerInstance', fc.record({ at, force: fc.boolean() }), (g, a) => ({
      containerInstance: hostAt(g, a.at),
      force: a.force,
    })),
  },
  {
    weight: 2,
    arbitrary: ecs(
      'UpdateService',
      fc.record({ service: fc.constantFrom('web', 'logs', 'no'), desiredCount: fc.nat({ max: 8 }) }),
      (_, a) => a,
    ),
  },
  {
    weight: 1,
    arbitrary: ecs(
      'CreateService',
      fc.record({
        n: fc.nat({ max: 2 }),
        family: lasting,
        daemon: fc.boolean(),
        minimum: fc.constantFrom(0, 50, 100),
      }),
      (_, a) => ({
        serviceName: `more-${a.n}`,
        taskDefinition: a.family,
        ...(a.daemon ? { schedulingStrategy: 'DAEMON' } : { desiredCount: a.n }),
        deploymentConfiguration: { minimumHealthyPercent: a.minimum },
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: ecs('DeleteService', fc.record({ n: fc.nat({ max: 2 }), force: fc.boolean() }), (_, a) => ({
      service: `more-${a.n}`,
      force: a.force,
    })),
  },
  {
    weight: 1,
    arbitrary: ecs('UpdateTaskProtection', fc.record({ at, on: fc.boolean() }), (g, a) => ({
      tasks: [taskAt(g, a.at)],
      protectionEnabled: a.on,
    })),
  },
  { weight: 1, arbitrary: ecs('DescribeTasks', at, (g, a) => ({ tasks: [taskAt(g, a)] })) },
  {
    weight: 1,
    arbitrary: ecs('ListTasks', fc.constantFrom('RUNNING', 'STOPPED'), (_, desiredStatus) => ({
      desiredStatus,
    })),
  },
  {
    weight: 1,
    arbitrary: ecs('DescribeContainerInstances', at, (g, a) => ({ containerInstances: [hostAt(g, a)] })),
  },
];
