import { globalTimeoutAt, completedHooks } from '../../../../../src/domain/drain/hooks/hooks';
import { known } from '../../../../../src/domain/drain/observation/observation';
import { newMemory, type Memory } from '../../../../../src/domain/drain/state/memory';
import { receive } from '../../../../../src/domain/drain/state/receive';
import type { TerminateLifecycleAction } from '../../../../../src/domain/signal';
import { aHook, ec2InstanceId, ofHook, plan, signal, startedAt } from '../../../../support/observations';

const hour = 3_600_000;
const askedFor = {
  kind: 'operator-request',
  ec2InstanceId,
  by: 'a',
  reason: 'b',
  afterwards: 'stay-draining',
} as const;

/** A person has asked for the drain; days later Auto Scaling terminates the instance. */
function terminatedAt(at: number, message: TerminateLifecycleAction): Memory {
  const requested = receive(newMemory(ec2InstanceId, startedAt), askedFor);
  return plan(ofHook({ lifecycleHook: known(aHook()) }), receive(requested, message), at).memory;
}

describe('the global timeout of a hook', () => {
  it.each([
    ['from when its message was sent', { ...signal, sentAt: startedAt + 49 * hour }, 49],
    ['from the first observation that asks for it, where the message does not say', signal, 50],
    ['not from the start of a drain that began before', { ...signal, sentAt: startedAt + 50 * hour }, 50],
  ])('counts %s', (_, message, hours) => {
    const memory = terminatedAt(startedAt + 50 * hour, message);
    const [action] = memory.lifecycleActions;
    expect(action && globalTimeoutAt(action, memory)).toBe(startedAt + (hours + 48) * hour);
  });

  it('is not moved out by another message that does not say', () => {
    const at = startedAt + hour;
    const first = plan(ofHook({}), receive(newMemory(ec2InstanceId, startedAt), signal), startedAt).memory;
    const old = { ...signal, lifecycleActionToken: 'b0c1d2e3-0000-4000-8000-000000000002' };
    const { memory } = plan(ofHook({}), receive(first, old), at);
    expect(memory.lifecycleActions.map((action) => globalTimeoutAt(action, memory))).toEqual([
      startedAt + 48 * hour,
    ]);
  });

  it('of a hook that is new ends no drain that began long before', () => {
    const at = startedAt + 50 * hour;
    expect(plan({}, terminatedAt(at, signal), at + 1000).status.phase).not.toBe('deadline');
  });
});

it('the hooks that a drain has completed are those whose lifecycle actions are over', () => {
  const memory = receive(receive(newMemory(ec2InstanceId, startedAt), signal), {
    ...signal,
    lifecycleHookName: 'late',
  });
  const [first, ...others] = memory.lifecycleActions;
  const lifecycleActions = first ? [{ ...first, ended: true }, ...others] : [];
  expect(completedHooks(memory)).toEqual([]);
  expect(completedHooks({ ...memory, lifecycleActions })).toEqual([
    `${signal.autoScalingGroupName}/${signal.lifecycleHookName}`,
  ]);
});
