import fc from 'fast-check';
import type { Caller } from './caller';
import { at, demo, type Ground, pick, type Step, step } from './step';

const instanceAt = ({ aws }: Ground, at: number): string =>
  pick(aws.autoScaling.groups.get(demo)?.instances.keys() ?? [], at) ?? 'i-00000000000000000';
/** Tokens of all times: stale ones above all. */
const tokenAt = ({ aws }: Ground, at: number): string =>
  pick(
    aws.record.entries.flatMap((entry) => (entry.kind === 'lifecycle-action' ? [entry.token] : [])),
    at,
  ) ?? '00000000-0000-4000-8000-000000000000';

type Input = Parameters<Caller['autoScaling']>[1];
const autoScaling = <A>(operation: string, of: fc.Arbitrary<A>, input: (ground: Ground, a: A) => Input) =>
  step(
    of,
    (a) => `${operation} ${JSON.stringify(a)}`,
    (ground, a) => ground.caller.autoScaling(operation, { AutoScalingGroupName: demo, ...input(ground, a) }),
  );

const hook = fc.constantFrom('drain', 'other', 'launch');
const action = fc.record({ at, hook, byToken: fc.boolean(), result: fc.constantFrom('CONTINUE', 'ABANDON') });
const actionInput = (ground: Ground, a: { at: number; hook: string; byToken: boolean }): Input => ({
  LifecycleHookName: a.hook,
  ...(a.byToken ? { LifecycleActionToken: tokenAt(ground, a.at) } : { InstanceId: instanceAt(ground, a.at) }),
});

/** Every operation of Auto Scaling by which something changes. */
export const autoScalingSteps: readonly fc.WeightedArbitrary<Step>[] = [
  {
    weight: 2,
    arbitrary: autoScaling('SetDesiredCapacity', fc.nat({ max: 7 }), (_, size) => ({
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
  {
    weight: 2,
    arbitrary: autoScaling(
      'UpdateAutoScalingGroup',
      fc.record(
        { MinSize: fc.nat({ max: 6 }), MaxSize: fc.nat({ max: 6 }), DesiredCapacity: fc.nat({ max: 6 }) },
        { requiredKeys: [] },
      ),
      (_, a) => a,
    ),
  },
  {
    weight: 2,
    arbitrary: autoScaling(
      'DetachInstances',
      fc.record({ ats: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }), less: fc.boolean() }),
      (g, a) => ({
        InstanceIds: a.ats.map((each) => instanceAt(g, each)),
        ShouldDecrementDesiredCapacity: a.less,
      }),
    ),
  },
];
