import {
  CompleteLifecycleActionCommand,
  DescribeAutoScalingGroupsCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { createWorld, type HookSpec, type World } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const test = useTestAws();
let world: World;
let InstanceId: string;

const terminate = (ShouldDecrementDesiredCapacity = false) =>
  test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity }),
  );
const policy = (TerminateHookAbandon: 'retain' | 'terminate') =>
  test.autoScaling.send(
    new UpdateAutoScalingGroupCommand({
      AutoScalingGroupName: world.group,
      InstanceLifecyclePolicy: { RetentionTriggers: { TerminateHookAbandon } },
    }),
  );
const waiting = async (hook: Partial<HookSpec> = {}) => {
  world = createWorld(test.aws, { cluster: 'demo', hooks: [{ name: 'drain', ...hook }] });
  InstanceId = first(world.instanceIds);
  await policy('retain');
  await terminate();
};
const complete = (LifecycleActionResult: 'ABANDON' | 'CONTINUE') =>
  test.autoScaling.send(
    new CompleteLifecycleActionCommand({
      AutoScalingGroupName: world.group,
      LifecycleHookName: 'drain',
      InstanceId,
      LifecycleActionResult,
    }),
  );
const group = async () =>
  first((await test.autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups);
const state = async () =>
  (await group()).Instances?.find((instance) => instance.InstanceId === InstanceId)?.LifecycleState;

it('retains an instance whose hook is abandoned, beside its replacement', async () => {
  await waiting();
  await complete('ABANDON');
  expect(await state()).toBe('Terminating:Retained');
  expect(await group()).toMatchObject({
    DesiredCapacity: 1,
    Instances: [{}, {}],
    InstanceLifecyclePolicy: { RetentionTriggers: { TerminateHookAbandon: 'retain' } },
  });
});

it('retains an instance whose hook expires with the default result ABANDON', async () => {
  await waiting({ heartbeatTimeoutSeconds: 300 });
  test.clock.advanceBy(300_000);
  expect(await state()).toBe('Terminating:Retained');
});

it('does not retain one whose hook is completed, or expires with CONTINUE', async () => {
  await waiting({ defaultResult: 'CONTINUE', heartbeatTimeoutSeconds: 300 });
  test.clock.advanceBy(300_000);
  expect(await state()).toBeUndefined();
});

it('does not retain where the policy says terminate', async () => {
  await waiting();
  await policy('terminate');
  await complete('ABANDON');
  expect(await state()).toBeUndefined();
});

it('a retained instance that is terminated meets its hooks again, as new actions, and may be retained again', async () => {
  await waiting();
  await complete('ABANDON');
  await terminate();
  expect(await state()).toBe('Terminating:Wait');
  await complete('ABANDON');
  expect(await state()).toBe('Terminating:Retained');
  const started = test.aws.record.entries.filter(
    (e) => e.kind === 'lifecycle-action' && e.change.what === 'started',
  );
  expect(new Set(started.map((e) => e.kind === 'lifecycle-action' && e.token)).size).toBe(2);
});

it('a retained instance stays until it is terminated again, through its hooks', async () => {
  await waiting();
  await complete('ABANDON');
  test.clock.advanceBy(7 * 24 * 3_600_000);
  expect(await state()).toBe('Terminating:Retained');
  expect((await refusal(complete('CONTINUE'))).name).toBe('ValidationError');
  expect((await refusal(terminate(true))).name).toBe('ValidationError');
  await terminate();
  expect(await state()).toBe('Terminating:Wait');
  await complete('CONTINUE');
  expect(await state()).toBeUndefined();
});
