import fc from 'fast-check';
import { type FaultOverHttp, type LocalAws, type SteppedClock } from '../../src/index';
import type { Caller } from './caller';

/** What a step does it to: names are looked up when it comes, so that any order of steps means something. */
export interface Ground {
  readonly aws: LocalAws;
  readonly clock: SteppedClock;
  readonly caller: Caller;
}

/** One thing that somebody, the clock or bad luck does. */
export interface Step {
  readonly what: string;
  readonly run: (ground: Ground) => Promise<unknown>;
}

const pick = <T>(items: Iterable<T>, at: number): T | undefined => {
  const all = [...items];
  return all[at % Math.max(1, all.length)];
};
const cluster = 'demo';
const group = 'demo';

/** Whatever is there, and now and then something that is not. */
const taskAt = ({ aws }: Ground, at: number): string =>
  at % 11 === 10
    ? 'nowhere'
    : (pick(aws.ecs.state.clusters.get(cluster)?.tasks.values() ?? [], at)?.arn ?? 'none');
const hostAt = ({ aws }: Ground, at: number): string =>
  at % 11 === 10
    ? 'nowhere'
    : (pick(aws.ecs.state.clusters.get(cluster)?.instances.values() ?? [], at)?.arn ?? 'none');
const instanceAt = ({ aws }: Ground, at: number): string =>
  pick(aws.autoScaling.groups.get(group)?.instances.keys() ?? [], at) ?? 'i-00000000000000000';
/** Tokens of all times: stale ones above all. */
const tokenAt = ({ aws }: Ground, at: number): string =>
  pick(
    aws.record.entries.flatMap((entry) => (entry.kind === 'lifecycle-action' ? [entry.token] : [])),
    at,
  ) ?? '00000000-0000-4000-8000-000000000000';

const at = fc.nat({ max: 200 });
const family = fc.constantFrom('web', 'slow', 'short', 'nothing');
/** A service of tasks that end by themselves would start thousands of them in the hours that pass. */
const lasting = fc.constantFrom('web', 'slow', 'nothing');

const step = <A>(
  of: fc.Arbitrary<A>,
  what: (a: A) => string,
  run: (ground: Ground, a: A) => Promise<unknown>,
) => of.map((a): Step => ({ what: what(a), run: (ground) => run(ground, a) }));

const ecs = <A>(operation: string, of: fc.Arbitrary<A>, input: (ground: Ground, a: A) => object) =>
  step(
    of,
    (a) => `${operation} ${JSON.stringify(a)}`,
    (ground, a) => ground.caller.ecs(operation, { cluster, ...input(ground, a) }),
  );

type Input = Parameters<Caller['autoScaling']>[1];
const autoScaling = <A>(operation: string, of: fc.Arbitrary<A>, input: (ground: Ground, a: A) => Input) =>
  step(
    of,
    (a) => `${operation} ${JSON.stringify(a)}`,
    (ground, a) => ground.caller.autoScaling(operation, { AutoScalingGroupName: group, ...input(ground, a) }),
  );

const hook = fc.constantFrom('drain', 'other', 'launch');
const action = fc.record({ at, hook, byToken: fc.boolean(), result: fc.constantFrom('CONTINUE', 'ABANDON') });
const actionInput = (ground: Ground, a: { at: number; hook: string; byToken: boolean }): Input => ({
  LifecycleHookName: a.hook,
  ...(a.byToken ? { LifecycleActionToken: tokenAt(ground, a.at) } : { InstanceId: instanceAt(ground, a.at) }),
});

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

/** Every operation by which something changes, reads by which somebody looks, the clock and faults. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
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
  {
    weight: 2,
    arbitrary: autoScaling('SetDesiredCapacity', fc.nat({ max: 5 }), (_, size) => ({
      DesiredCapacity: size,
    })),
  },
  {
    weight: 3,
    arbitrary: autoScaling(
      'TerminateInstanceInAutoScalingGroup',
      fc.record({ at, less: fc.boolean() }),
      (g, a) => ({ InstanceId: instanceAt(g, a.at), ShouldDecrementDesiredCapacity: a.less }),
    ),
  },
  { weight: 2, arbitrary: autoScaling('RecordLifecycleActionHeartbeat', action, actionInput) },
  {
    weight: 4,
    arbitrary: autoScaling('CompleteLifecycleAction', action, (g, a) => ({
      ...actionInput(g, a),
      LifecycleActionResult: a.result,
    })),
  },
  {
    weight: 1,
    arbitrary: autoScaling('DeleteLifecycleHook', hook, (_, name) => ({ LifecycleHookName: name })),
  },
  {
    weight: 1,
    arbitrary: autoScaling(
      'PutLifecycleHook',
      fc.record({ hook, seconds: fc.constantFrom(300, 7200) }),
      (_, a) => ({
        LifecycleHookName: a.hook,
        LifecycleTransition: `autoscaling:EC2_INSTANCE_${a.hook === 'launch' ? 'LAUNCHING' : 'TERMINATING'}`,
        HeartbeatTimeout: a.seconds,
      }),
    ),
  },
);

/** Calls of operations that no step above knows, with nothing in them: they may be refused, and must break nothing. */
export const emptyCall: fc.Arbitrary<Step> = step(
  fc.record({ at: fc.nat(), isEcs: fc.boolean() }),
  (a) => `an empty call ${a.at}`,
  ({ aws, caller }, a) => {
    const operation = pick(aws.operations[a.isEcs ? 'ecs' : 'autoscaling'] ?? [], a.at) ?? '';
    return a.isEcs ? caller.ecs(operation, {}) : caller.autoScaling(operation, {});
  },
);
