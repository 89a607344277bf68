/** When to look again, and what to ask then: nothing is read that nobody needs, and no heartbeat is missed. */
import { deadlineOf } from './deadline';
import { isOfAnotherGroup, ownershipOf, refOf, type LifecycleAction } from './lifecycle-action';
import { heartbeatTimeoutMs, shortestHeartbeatTimeoutSeconds } from './hooks';
import type { Memory } from './memory/memory';
import type { LookRequest } from './observation';
import { blockingTasks } from './tasks/outstanding';
import { hasUnaccountedTasks, isStopping, serviceNameOf } from './tasks/roles';

/** The longest that a look may take; `observe` keeps to it. */
export const lookWithinMs = 9_000;

/** A third of the hook's timeout, at most what the spec says. */
export const heartbeatIntervalMs = (action: LifecycleAction, memory: Memory): number =>
  Math.min(heartbeatTimeoutMs(action) / 3, memory.spec.heartbeatSeconds * 1000);

/**
 * When a lifecycle action needs its next heartbeat, in milliseconds since the epoch; undefined when it needs none.
 * Until Auto Scaling has said that the instance waits, a heartbeat is due only if Auto Scaling does not say anything. A hook
 * that could not be read is kept alive, because it may be ours; that does no harm to one that is not.
 */
export function heartbeatDueAt(action: LifecycleAction, memory: Memory): number | undefined {
  const maybeWaiting = memory.confirmedAt !== undefined || (memory.looks > 0 && memory.doubt === undefined);
  const owner = ownershipOf(action, memory.spec, memory.groupOfInstance);
  if (action.ended || owner === 'theirs' || !maybeWaiting) return undefined;
  const { lastHeartbeatAt, noActiveActionSince } = action;
  if (lastHeartbeatAt === undefined) return memory.startedAt;
  const usualAt = lastHeartbeatAt + heartbeatIntervalMs(action, memory);
  if (noActiveActionSince === undefined) return usualAt;
  // A heartbeat is also the only question that tells whether there is no active action indeed.
  return Math.min(usualAt, noActiveActionSince + memory.spec.absenceGraceSeconds * 1000);
}

/** The earliest of all. */
export function nextHeartbeatAt(memory: Memory): number | undefined {
  const dueAt = memory.lifecycleActions.flatMap((action) => heartbeatDueAt(action, memory) ?? []);
  return dueAt.length === 0 ? undefined : Math.min(...dueAt);
}

export function nextLook(memory: Memory, now: number): LookRequest {
  return {
    ec2InstanceId: memory.ec2InstanceId,
    lifecycleHooks: hooksToAsk(memory, now),
    ...tasksToAsk(memory),
    ...factsToAsk(memory),
  };
}

function hooksToAsk(memory: Memory, now: number): LookRequest['lifecycleHooks'] {
  return memory.lifecycleActions
    .filter((action) => !action.ended && !isOfAnotherGroup(action.signal, memory.groupOfInstance))
    .map((action) => {
      // A look may outlast the time when the next heartbeat is due, so that goes with it; but not with every look.
      const aheadMs = Math.min(lookWithinMs, heartbeatIntervalMs(action, memory) / 3);
      const heartbeat = (heartbeatDueAt(action, memory) ?? Infinity) <= now + aheadMs;
      // Read with every heartbeat, because the interval comes from it and people change hooks.
      return {
        lifecycleAction: refOf(action),
        heartbeat,
        readHook: action.lifecycleHook === undefined || heartbeat,
      };
    });
}

function tasksToAsk(memory: Memory): Pick<LookRequest, 'containerInstance' | 'listRunning' | 'taskArns'> {
  const { containerInstance: host, tasks } = memory;
  const isBlocked = blockingTasks(memory).length > 0;
  return {
    containerInstance: host,
    // Where everything known has stopped, the counts rule out whatever is desired RUNNING; before that they may lag.
    listRunning: tasks === undefined || tasks.length > 0,
    taskArns:
      host === undefined || tasks === undefined || !isBlocked || hasUnaccountedTasks(host, tasks)
        ? undefined
        : tasks.map((task) => task.taskArn),
  };
}

/** What the roles, the stop times and the deadline of the drain are told from, as far as it is not known or may change. */
function factsToAsk(
  memory: Memory,
): Pick<LookRequest, 'autoScalingGroupName' | 'services' | 'taskDefinitionArns' | 'protections'> {
  const { spec, groupOfInstance, containerInstance: host, tasks = [], stopTimeouts } = memory;
  const known = new Set(stopTimeouts.map(({ taskDefinitionArn }) => taskDefinitionArn));
  // Once all of a service's tasks were told to stop, nothing that it says matters any more.
  const services = tasks.filter((task) => !isStopping(task)).flatMap((task) => serviceNameOf(task) ?? []);
  const definitions = tasks.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []);
  return {
    autoScalingGroupName: spec.onDeadline === 'abandon' ? groupOfInstance : undefined,
    services: [...new Set(services)],
    taskDefinitionArns: [...new Set(definitions)].filter((arn) => !known.has(arn)),
    protections:
      spec.protectedTasks === 'hold' &&
      memory.drainingSince === undefined &&
      (host === undefined || host.status === 'ACTIVE'),
  };
}

/**
 * The resync: soon after a change, then ever more rarely, never later than a quarter of the time for which nothing has
 * changed, and in time for the heartbeat.
 */
export function lookAgainAt(memory: Memory, now: number): number {
  const resyncAt = now + resyncMs(memory, now);
  const deadlineAt = deadlineOf(memory)?.at ?? Infinity;
  // Before the wait is confirmed the hook may be running out, and nobody keeps it alive.
  const isUnconfirmed = memory.confirmedAt === undefined && memory.operatorRequest === undefined;
  const unconfirmedAt = isUnconfirmed ? now + (shortestHeartbeatTimeoutSeconds / 3) * 1000 : Infinity;
  return Math.min(
    resyncAt,
    unconfirmedAt,
    deadlineAt > now ? deadlineAt : Infinity,
    ...memory.lifecycleActions.map((action) => nextBeatAt(action, memory, now)),
  );
}

const resyncMs = ({ spec, quietSince }: Memory, now: number): number =>
  Math.max(spec.resyncSeconds * 1000, Math.min((now - quietSince) / 4, spec.heartbeatSeconds * 1000));

function nextBeatAt(action: LifecycleAction, memory: Memory, now: number): number {
  const dueAt = heartbeatDueAt(action, memory);
  if (dueAt === undefined) return Infinity;
  if (dueAt > now || !action.heartbeatFailed) return Math.max(dueAt, now);
  // It failed. Sooner the less of the timeout is left; when that is over, as any other look.
  const leftMs = (action.lastHeartbeatAt ?? memory.startedAt) + heartbeatTimeoutMs(action) - now;
  const soonMs = leftMs > 0 ? Math.max(1000, leftMs / 4) : Infinity;
  return now + Math.min(soonMs, resyncMs(memory, now), heartbeatIntervalMs(action, memory));
}
