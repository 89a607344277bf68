/** What a drain says of itself: one value for the query, the UI's words, the CLI and the log. */
import { nextHeartbeatAt } from './look';
import type { Memory, OngoingTrouble } from './memory';
import { idOf } from './observation';
import type { Outcome, Reason } from './reasons';
import { isStopping, roleOf, type TaskRole } from './roles';

export interface TaskStatus {
  readonly taskId: string;
  readonly role: TaskRole;
  /** The service's name, where the task belongs to one. */
  readonly service: string | undefined;
  readonly lastStatus: string;
  readonly state: 'running' | 'stopping';
}

export interface Status {
  readonly ec2InstanceId: string;
  /** The step that decided the last pass, or `ended`. */
  readonly phase: string;
  readonly reason: Reason;
  /** Milliseconds since the epoch, as are all `…At` here. */
  readonly startedAt: number;
  /** Since when nothing has changed. */
  readonly quietSince: number;
  /** `group/hook` of each lifecycle action that the drain was told of. */
  readonly lifecycleHooks: readonly string[];
  readonly clusterArn: string | undefined;
  readonly containerInstanceArn: string | undefined;
  /** Tasks that still block, sorted by id; undefined until they were listed. */
  readonly tasks: readonly TaskStatus[] | undefined;
  readonly tasksStopped: number;
  /** What could not be seen or done on the last pass. */
  readonly troubles: readonly OngoingTrouble[];
  readonly heartbeats: number;
  readonly heartbeatDueAt: number | undefined;
  readonly lookAgainAt: number | undefined;
  readonly outcome: Outcome | undefined;
}

export function statusOf(
  memory: Memory,
  phase: string,
  reason: Reason,
  lookAgainAt: number | undefined,
): Status {
  return {
    ec2InstanceId: memory.ec2InstanceId,
    phase,
    reason,
    startedAt: memory.startedAt,
    quietSince: memory.quietSince,
    lifecycleHooks: memory.lifecycleActions.map(
      ({ signal }) => `${signal.autoScalingGroupName}/${signal.lifecycleHookName}`,
    ),
    clusterArn: memory.containerInstance?.clusterArn,
    containerInstanceArn: memory.containerInstance?.containerInstanceArn,
    tasks: taskStatuses(memory),
    tasksStopped: memory.tasksStopped,
    troubles: memory.actionTrouble ? [...memory.troubles, memory.actionTrouble] : memory.troubles,
    heartbeats: memory.heartbeats,
    heartbeatDueAt: memory.outcome === undefined ? nextHeartbeatAt(memory) : undefined,
    lookAgainAt,
    outcome: memory.outcome,
  };
}

function taskStatuses({ containerInstance: host, tasks }: Memory): readonly TaskStatus[] | undefined {
  if (host === undefined) return undefined;
  return tasks?.map((task) => ({
    taskId: idOf(task.taskArn),
    role: roleOf(task, host),
    service: task.group?.startsWith('service:') ? task.group.slice('service:'.length) : undefined,
    lastStatus: task.lastStatus,
    state: isStopping(task) ? ('stopping' as const) : ('running' as const),
  }));
}
