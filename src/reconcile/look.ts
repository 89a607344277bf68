/** When to look again, and what to ask then: nothing is read that nobody needs, and no heartbeat is missed. */
import { lifecycleActionOf, type Memory } from './memory';
import { hookOwnershipOf } from './ownership';
import type { LookRequest, Observation } from './observation';
import { hasUnaccountedTasks } from './roles';

/** While a hook's timeout is not known, AWS's shortest one (30 s) is assumed. */
const shortestHeartbeatTimeoutSeconds = 30;

/** A third of the hook's timeout: two heartbeats may be lost before it expires. At most what the spec says. */
export function heartbeatIntervalMs({ lifecycleHook, spec }: Memory): number {
  const timeoutSeconds = lifecycleHook?.heartbeatTimeoutSeconds ?? shortestHeartbeatTimeoutSeconds;
  return Math.min(timeoutSeconds / 3, spec.heartbeatSeconds) * 1000;
}

/**
 * When the lifecycle action needs its next heartbeat, in milliseconds since the epoch; undefined when it needs none.
 * Before Auto Scaling has confirmed the wait, a heartbeat is due only when it does not answer the question.
 */
export function heartbeatDueAt(memory: Memory): number | undefined {
  const maybeWaiting =
    memory.confirmedAt !== undefined || (memory.looks > 0 && memory.doubtedSince === undefined);
  if (memory.signal === undefined || !maybeWaiting || hookOwnershipOf(memory) === 'theirs') return undefined;
  return memory.lastHeartbeatAt === undefined
    ? memory.startedAt
    : memory.lastHeartbeatAt + heartbeatIntervalMs(memory);
}

export function nextLook(memory: Memory, now: number): LookRequest {
  const { signal, containerInstance: host, tasks } = memory;
  const dueAt = heartbeatDueAt(memory);
  const heartbeat = dueAt !== undefined && dueAt <= now ? lifecycleActionOf(memory) : undefined;
  return {
    ec2InstanceId: memory.ec2InstanceId,
    heartbeat,
    // Read with every heartbeat, because the interval comes from it and people change hooks.
    lifecycleHook: memory.lifecycleHook === undefined || heartbeat ? signal : undefined,
    containerInstance: host,
    taskArns:
      host === undefined || tasks === undefined || tasks.length === 0 || hasUnaccountedTasks(host, tasks)
        ? undefined
        : tasks.map((task) => task.taskArn),
  };
}

/**
 * The resync: soon after a change, then ever more rarely, never later than a quarter of the time for which nothing has
 * changed, and in time for the heartbeat.
 */
export function lookAgainAt(memory: Memory, heartbeat: Observation['heartbeat'], now: number): number {
  const resyncMs = memory.spec.resyncSeconds * 1000;
  const quietMs = now - memory.quietSince;
  const dueAt = heartbeatDueAt(memory) ?? Infinity;
  const failed = heartbeat.kind === 'unknown' || memory.noActiveActionSince !== undefined;
  const heartbeatAt = failed ? now + Math.min(resyncMs, heartbeatIntervalMs(memory)) : Math.max(dueAt, now);
  return Math.min(now + Math.max(resyncMs, quietMs / 4), heartbeatAt);
}
