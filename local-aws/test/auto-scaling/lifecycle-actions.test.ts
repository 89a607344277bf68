import {
  CompleteLifecycleActionCommand,
  DeleteLifecycleHookCommand,
  DescribeAutoScalingInstancesCommand,
  RecordLifecycleActionHeartbeatCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { createWorld, type HookSpec, type LifecycleActionRecord, type World } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const test = useTestAws();
let world: World;
let InstanceId: string;

/** A world whose first instance waits in Terminating:Wait. */
const waiting = async (...hooks: HookSpec[]) => {
  world = createWorld(test.aws, { cluster: 'demo', hooks });
  InstanceId = first(world.instanceIds);
  await test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
  );
};
const state = async () => {
  const { AutoScalingInstances } = await test.autoScaling.send(
    new DescribeAutoScalingInstancesCommand({ InstanceIds: [InstanceId] }),
  );
  return AutoScalingInstances?.[0]?.LifecycleState;
};
const states = () =>
  test.aws.record.entries.flatMap((e) =>
    e.kind === 'instance' && e.instanceId === InstanceId ? e.lifecycleState : [],
  );
const changes = (hook: string): LifecycleActionRecord['change'][] =>
  test.aws.record.entries.flatMap((e) =>
    e.kind === 'lifecycle-action' && e.lifecycleHookName === hook ? e.change : [],
  );
const token = (hook: string) =>
  test.aws.record.entries.flatMap((e) =>
    e.kind === 'lifecycle-action' && e.lifecycleHookName === hook ? e.token : [],
  )[0];
const target = (LifecycleHookName = 'drain') => ({ AutoScalingGroupName: world.group, LifecycleHookName });
const complete = (input: object, LifecycleActionResult = 'CONTINUE', hook?: string) =>
  test.autoScaling.send(
    new CompleteLifecycleActionCommand({ ...target(hook), LifecycleActionResult, ...input }),
  );
const heartbeat = (input: object, hook?: string) =>
  test.autoScaling.send(new RecordLifecycleActionHeartbeatCommand({ ...target(hook), ...input }));

it('goes through the lifecycle states in order, and is gone at the end', async () => {
  await waiting({ name: 'drain' });
  expect(await state()).toBe('Terminating:Wait');
  await complete({ LifecycleActionToken: token('drain') });
  expect(await state()).toBeUndefined();
  expect(states()).toEqual([
    'Pending',
    'InService',
    'Terminating',
    'Terminating:Wait',
    'Terminating:Proceed',
    'Terminated',
  ]);
});

it('terminating an instance again changes nothing', async () => {
  await waiting({ name: 'drain' });
  const entries = test.aws.record.entries.length;
  await test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: false }),
  );
  expect(await state()).toBe('Terminating:Wait');
  // The two calls themselves.
  expect(test.aws.record.entries).toHaveLength(entries + 2);
});

it('a group without hooks terminates at once', async () => {
  await waiting();
  expect(await state()).toBeUndefined();
});

it.each(['ABANDON', 'CONTINUE'] as const)(
  'a lifecycle action without heartbeats expires with the default result %s',
  async (defaultResult) => {
    await waiting({ name: 'drain', heartbeatTimeoutSeconds: 300, defaultResult });
    test.clock.advanceBy(299_999);
    expect(await state()).toBe('Terminating:Wait');
    test.clock.advanceBy(1);
    expect(await state()).toBeUndefined();
    expect(changes('drain').at(-1)).toEqual({
      what: 'expired',
      cause: 'heartbeat-timeout',
      result: defaultResult,
    });
  },
);

it('a heartbeat restarts the timeout, by token or by instance id', async () => {
  await waiting({ name: 'drain', heartbeatTimeoutSeconds: 300 });
  for (const by of [{ LifecycleActionToken: token('drain') }, { InstanceId }]) {
    test.clock.advanceBy(200_000);
    await heartbeat(by);
  }
  test.clock.advanceBy(299_999);
  expect(await state()).toBe('Terminating:Wait');
  test.clock.advanceBy(1);
  expect(await state()).toBeUndefined();
});

it.each([
  [30, 3_000],
  [7200, 172_800],
])(
  'heartbeats keep a hook of %i s alive for %i s and no longer',
  async (heartbeatTimeoutSeconds, ceilingSeconds) => {
    await waiting({ name: 'drain', heartbeatTimeoutSeconds });
    const start = test.clock.now();
    const stepMs = heartbeatTimeoutSeconds * 900;
    while (test.clock.now() + stepMs < start + ceilingSeconds * 1000) {
      test.clock.advanceBy(stepMs);
      await heartbeat({ InstanceId });
    }
    test.clock.advanceTo(start + ceilingSeconds * 1000 - 1);
    expect(await state()).toBe('Terminating:Wait');
    test.clock.advanceBy(1);
    expect(changes('drain').at(-1)).toMatchObject({ what: 'expired', cause: 'global-timeout' });
  },
);

it('an action completes once: a finished or unknown one is a ValidationError', async () => {
  await waiting({ name: 'drain' }, { name: 'other' });
  const LifecycleActionToken = token('drain');
  expect(
    await refusal(heartbeat({ LifecycleActionToken: '00000000-0000-4000-8000-000000000000' })),
  ).toMatchObject({
    name: 'ValidationError',
    status: 400,
    message: 'No active Lifecycle Action found with token 00000000-0000-4000-8000-000000000000',
  });
  await complete({ LifecycleActionToken });
  for (const again of [complete({ LifecycleActionToken }), heartbeat({ LifecycleActionToken })]) {
    expect((await refusal(again)).message).toBe(
      `No active Lifecycle Action found with token ${LifecycleActionToken ?? ''}`,
    );
  }
  expect((await refusal(complete({ InstanceId }))).message).toBe(
    `No active Lifecycle Action found with instance ID ${InstanceId}`,
  );
});

it('a stale token fails while the instance still waits, and the instance id works', async () => {
  await waiting({ name: 'drain' });
  await refusal(complete({ LifecycleActionToken: '00000000-0000-4000-8000-000000000000' }));
  expect(await state()).toBe('Terminating:Wait');
  await complete({ InstanceId });
  expect(await state()).toBeUndefined();
});

it('waits for all hooks to CONTINUE', async () => {
  await waiting({ name: 'drain' }, { name: 'logs' });
  await complete({ InstanceId });
  expect(await state()).toBe('Terminating:Wait');
  await complete({ InstanceId }, 'CONTINUE', 'logs');
  expect(await state()).toBeUndefined();
});

it('an ABANDON skips the other hooks', async () => {
  await waiting({ name: 'drain' }, { name: 'logs' });
  await complete({ InstanceId }, 'ABANDON');
  expect(await state()).toBeUndefined();
  expect(changes('logs').at(-1)).toEqual({ what: 'skipped' });
});

it('a token of one hook does not complete the action of another', async () => {
  await waiting({ name: 'drain' }, { name: 'logs' });
  expect((await refusal(complete({ LifecycleActionToken: token('logs') }))).name).toBe('ValidationError');
  expect(await state()).toBe('Terminating:Wait');
});

it('deleting a hook lets the instances that wait for it go on', async () => {
  await waiting({ name: 'drain' });
  await test.autoScaling.send(new DeleteLifecycleHookCommand(target()));
  expect(await state()).toBeUndefined();
});

it.each([
  ['no result that it knows', { LifecycleActionResult: 'DONE' }],
  ['a token of the wrong length', { LifecycleActionToken: 'short' }],
  ['neither token nor instance id', { InstanceId: undefined }],
  ['a group that is not there', { AutoScalingGroupName: 'nowhere' }],
])('refuses to complete with %s', async (_, input) => {
  await waiting({ name: 'drain' });
  expect(await refusal(complete({ InstanceId, ...input }))).toMatchObject({
    name: 'ValidationError',
    status: 400,
  });
  expect(await state()).toBe('Terminating:Wait');
});
