import { heartbeatDueAt, heartbeatIntervalMs, lookAgainAt, nextLook } from '../../../src/reconcile/look';
import { known } from '../../../src/reconcile/observation';
import { conclude } from '../../../src/reconcile/reconcile';
import { defaultSpec } from '../../../src/reconcile/spec';
import {
  aHost,
  aMemory,
  anInstance,
  aTask,
  nothingSeen,
  plan,
  signal,
  startedAt,
  topicArn,
  transient,
  withTasks,
} from '../../support/looks';

const second = 1000;
const hookOf = (heartbeatTimeoutSeconds: number) => ({
  name: 'drain',
  heartbeatTimeoutSeconds,
  globalTimeoutSeconds: 172_800,
  notificationTargetArn: topicArn,
});

describe('the heartbeat', () => {
  it.each([
    [30, 10],
    [300, 100],
    [3600, 1200],
    [7200, 1200],
  ])('of a hook of %d s is due every %d s', (timeoutSeconds, intervalSeconds) => {
    expect(heartbeatIntervalMs(aMemory({ lifecycleHook: hookOf(timeoutSeconds) }))).toBe(
      intervalSeconds * second,
    );
  });

  it('assumes the shortest hook while the hook is not known', () => {
    expect(heartbeatIntervalMs(aMemory())).toBe(10 * second);
  });

  it('is not sent before Auto Scaling has confirmed the wait', () => {
    expect(heartbeatDueAt(aMemory())).toBeUndefined();
    expect(nextLook(aMemory(), startedAt).heartbeat).toBeUndefined();
    const staying = plan({ autoScalingInstance: known(anInstance('InService')) }).memory;
    expect(heartbeatDueAt(staying)).toBeUndefined();
  });

  it('is sent at once when it has', () => {
    const first = plan(withTasks(aTask()));
    expect(first.lookAgainAt).toBe(startedAt + second);
    expect(nextLook(first.memory, startedAt + second).heartbeat).toMatchObject({
      lifecycleActionToken: signal.lifecycleActionToken,
    });
  });

  it('is sent when Auto Scaling does not say, because the hook may be running out', () => {
    expect(nextLook(plan(nothingSeen).memory, startedAt + second).heartbeat).toBeDefined();
  });

  it('is never sent for a hook that is not ours', () => {
    const theirs = { ...hookOf(300), notificationTargetArn: 'arn:aws:sns:eu-central-1:123456789012:other' };
    expect(heartbeatDueAt(aMemory({ confirmedAt: startedAt, lifecycleHook: theirs }))).toBeUndefined();
  });

  it('that failed is tried again soon, not at the next interval', () => {
    const memory = aMemory({ confirmedAt: startedAt, lifecycleHook: hookOf(3600), quietSince: startedAt });
    const now = startedAt + 7200 * second;
    expect(lookAgainAt(memory, { kind: 'unknown', trouble: transient }, now)).toBe(now + 10 * second);
  });

  it('is never later than its interval, however quiet the drain', () => {
    const now = startedAt + 40 * 3600 * second;
    const memory = aMemory({
      confirmedAt: startedAt,
      lifecycleHook: hookOf(3600),
      lastHeartbeatAt: now,
      quietSince: startedAt,
    });
    expect(lookAgainAt(memory, { kind: 'recorded' }, now)).toBe(now + 1200 * second);
  });
});

describe('the resync', () => {
  const kept = { confirmedAt: startedAt, lifecycleHook: hookOf(7200) };

  it.each([
    [0, 10],
    [40, 10],
    [80, 20],
    [400, 100],
  ])('after %d quiet seconds is %d s', (quietSeconds, resyncSeconds) => {
    const now = startedAt + 3600 * second;
    const memory = aMemory({ ...kept, lastHeartbeatAt: now, quietSince: now - quietSeconds * second });
    expect(lookAgainAt(memory, { kind: 'recorded' }, now)).toBe(now + resyncSeconds * second);
  });

  it('starts anew when a task changes', () => {
    const task = aTask();
    const first = plan(withTasks(task), aMemory(kept), startedAt);
    const quiet = plan(withTasks(task), first.memory, startedAt + 600 * second);
    expect(quiet.memory.quietSince).toBe(startedAt);
    const stirred = plan(
      withTasks({ ...task, desiredStatus: 'STOPPED' }),
      quiet.memory,
      startedAt + 900 * second,
    );
    expect(stirred.memory.quietSince).toBe(startedAt + 900 * second);
  });

  it('grows while an action keeps failing, so that a refusal is not hammered', () => {
    const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
    let memory = aMemory({ ...kept, lastHeartbeatAt: startedAt });
    let now = startedAt;
    for (let looks = 0; looks < 20; looks += 1) {
      const failed = conclude(plan(active, memory, now), { kind: 'failed', trouble: transient }, now);
      ({ memory } = failed);
      now = failed.lookAgainAt ?? now;
    }
    expect(now - startedAt).toBeGreaterThan(20 * 20 * second);
  });
});

describe('a look asks only for what is needed', () => {
  it('searches the clusters until the instance is found, then asks for it', () => {
    expect(nextLook(aMemory(), startedAt).containerInstance).toBeUndefined();
    expect(nextLook(plan().memory, startedAt).containerInstance).toMatchObject({ status: 'DRAINING' });
  });

  it('asks for the known tasks that have not stopped, and no others', () => {
    const [running, stopped] = [aTask(), aTask({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED' })];
    expect(nextLook(plan(withTasks(running, stopped)).memory, startedAt).taskArns).toEqual([running.taskArn]);
  });

  it('lists again when ECS counts more than is known', () => {
    const { memory } = plan({
      tasks: known([aTask()]),
      containerInstance: known(aHost({ runningTasksCount: 2 })),
    });
    expect(nextLook(memory, startedAt).taskArns).toBeUndefined();
  });

  it('reads the hook at first, and then with each heartbeat', () => {
    expect(nextLook(aMemory(), startedAt).lifecycleHook).toBeDefined();
    const memory = aMemory({
      confirmedAt: startedAt,
      lifecycleHook: hookOf(300),
      lastHeartbeatAt: startedAt,
    });
    expect(nextLook(memory, startedAt + second).lifecycleHook).toBeUndefined();
    expect(nextLook(memory, startedAt + 100 * second)).toMatchObject({
      lifecycleHook: { lifecycleHookName: 'drain' },
      heartbeat: { lifecycleHookName: 'drain' },
    });
  });

  it('follows the spec of the worker that looks', () => {
    expect(defaultSpec.heartbeatSeconds).toBe(1200);
    const memory = aMemory({ lifecycleHook: hookOf(7200), spec: { ...defaultSpec, heartbeatSeconds: 60 } });
    expect(heartbeatIntervalMs(memory)).toBe(60 * second);
  });
});
