/**
 * What a drain remembers between two looks: plain data, carried through continue-as-new.
 * `receive`, `remember` and `recall` are the only ways in which it changes.
 */
import type { Action, ActionResult } from './actions';
import type {
  LifecycleActionRef,
  LifecycleHook,
  Look,
  ContainerInstance,
  Task,
  Trouble,
} from './observation';
import type { Outcome } from './reasons';
import { isStopped } from './roles';
import type { LeavingSignal } from './signal';
import { defaultSpec, type Spec } from './spec';
import { standingOf } from './standing';

/** Since when something has been seen on every look, in milliseconds since the epoch. */
export type Since = number | undefined;

export interface OngoingTrouble extends Trouble {
  readonly since: number;
}

export interface Memory {
  readonly ec2InstanceId: string;
  readonly startedAt: number;
  readonly looks: number;
  /** The spec of the worker that looked last. */
  readonly spec: Spec;
  readonly signal: LeavingSignal | undefined;
  /** AWS no longer knows the token: address the action by instance. */
  readonly tokenIsStale: boolean;
  /** First seen waiting in its termination hook: from here on the drain may act. */
  readonly confirmedAt: Since;
  /** Seen as not terminating, or unknown to Auto Scaling. */
  readonly doubtedSince: Since;
  /** AWS knows no active action for us by any name, while the instance waits. */
  readonly noActiveActionSince: Since;
  readonly lifecycleHook: LifecycleHook | undefined;
  readonly lastHeartbeatAt: number | undefined;
  readonly heartbeats: number;
  /** Seen in no candidate cluster. */
  readonly absentSince: Since;
  readonly containerInstance: ContainerInstance | undefined;
  readonly drainingSetAt: number | undefined;
  /** Tasks not STOPPED when last seen, sorted by ARN; undefined until listed. */
  readonly tasks: readonly Task[] | undefined;
  /** How many tasks stopped while we looked. */
  readonly tasksStopped: number;
  /** The instance, or one of its tasks, last changed then. */
  readonly quietSince: number;
  readonly fingerprint: string;
  /** What the last look could not see, sorted by operation. */
  readonly troubles: readonly OngoingTrouble[];
  /** Why the last action failed, until one succeeds or none is due. */
  readonly actionTrouble: OngoingTrouble | undefined;
  /** A completion was sent: how the drain ends once it is known to have taken effect. */
  readonly completionSent: Outcome | undefined;
  readonly outcome: Outcome | undefined;
}

export function newMemory(ec2InstanceId: string, now: number): Memory {
  return {
    ec2InstanceId,
    startedAt: now,
    looks: 0,
    spec: defaultSpec,
    signal: undefined,
    tokenIsStale: false,
    confirmedAt: undefined,
    doubtedSince: undefined,
    noActiveActionSince: undefined,
    lifecycleHook: undefined,
    lastHeartbeatAt: undefined,
    heartbeats: 0,
    absentSince: undefined,
    containerInstance: undefined,
    drainingSetAt: undefined,
    tasks: undefined,
    tasksStopped: 0,
    quietSince: now,
    fingerprint: '',
    troubles: [],
    actionTrouble: undefined,
    completionSent: undefined,
    outcome: undefined,
  };
}

/** A signal arrived. The same one again changes nothing; another token supersedes the one before. */
export function receive(memory: Memory, signal: LeavingSignal): Memory {
  if (signal.ec2InstanceId !== memory.ec2InstanceId) return memory;
  if (memory.signal?.lifecycleActionToken === signal.lifecycleActionToken) return memory;
  return { ...memory, signal, tokenIsStale: false, noActiveActionSince: undefined, lifecycleHook: undefined };
}

/** The lifecycle action as it is to be addressed now. */
export function lifecycleActionOf(memory: Memory): LifecycleActionRef | undefined {
  const { signal, tokenIsStale } = memory;
  return (
    signal && {
      autoScalingGroupName: signal.autoScalingGroupName,
      lifecycleHookName: signal.lifecycleHookName,
      ec2InstanceId: signal.ec2InstanceId,
      lifecycleActionToken: tokenIsStale ? undefined : signal.lifecycleActionToken,
    }
  );
}

/** Folds what a look showed into the memory. What the look could not see stays as it was. */
export function remember(memory: Memory, { spec, observation }: Look, now: number): Memory {
  const seen = [rememberAutoScaling, rememberHeartbeat, rememberContainerInstance, rememberTasks].reduce(
    (before, fold) => fold(before, observation, now),
    { ...memory, spec, looks: memory.looks + 1 },
  );
  return { ...seen, troubles: ongoing(memory.troubles, troublesOf(observation), now) };
}

/** Folds what became of an action into the memory. */
export function recall(before: Memory, action: Action, result: ActionResult, now: number): Memory {
  if (result.kind === 'failed') {
    const [actionTrouble] = ongoing(
      before.actionTrouble ? [before.actionTrouble] : [],
      [result.trouble],
      now,
    );
    return { ...before, actionTrouble };
  }
  const memory = { ...before, actionTrouble: undefined };
  switch (action.kind) {
    case 'set-draining':
      // Whatever was placed until now has to be listed anew.
      return { ...memory, drainingSetAt: now, tasks: undefined };
    case 'stop-tasks':
      return { ...memory, quietSince: now };
    case 'complete-lifecycle-action': {
      const sent = { ...memory, completionSent: action.outcome };
      return result.kind === 'done' ? { ...sent, outcome: action.outcome } : withoutActiveAction(sent, now);
    }
  }
}

type Fold = (memory: Memory, observation: Look['observation'], now: number) => Memory;

const rememberAutoScaling: Fold = (memory, { autoScalingInstance, lifecycleHook }, now) => {
  const hook = lifecycleHook?.kind === 'known' ? (lifecycleHook.value ?? undefined) : memory.lifecycleHook;
  if (autoScalingInstance.kind === 'unknown') return { ...memory, lifecycleHook: hook };
  const waits = standingOf(autoScalingInstance.value) === 'waiting';
  return {
    ...memory,
    lifecycleHook: hook,
    confirmedAt: memory.confirmedAt ?? (waits ? now : undefined),
    doubtedSince: waits ? undefined : (memory.doubtedSince ?? now),
  };
};

const rememberHeartbeat: Fold = (memory, { heartbeat }, now) => {
  switch (heartbeat.kind) {
    case 'recorded':
      return {
        ...memory,
        lastHeartbeatAt: now,
        heartbeats: memory.heartbeats + 1,
        noActiveActionSince: undefined,
      };
    case 'no-active-action':
      return withoutActiveAction(memory, now);
    case 'not-due':
    case 'unknown':
      return memory;
  }
};

const rememberContainerInstance: Fold = (memory, { containerInstance }, now) => {
  if (containerInstance.kind === 'unknown') return memory;
  const present =
    containerInstance.value?.status === 'INACTIVE' ? undefined : (containerInstance.value ?? undefined);
  return {
    ...memory,
    containerInstance: present,
    absentSince: present ? undefined : (memory.absentSince ?? now),
    tasks:
      present?.containerInstanceArn === memory.containerInstance?.containerInstanceArn
        ? memory.tasks
        : undefined,
  };
};

const rememberTasks: Fold = (memory, { tasks }) => {
  if (tasks?.kind !== 'known') return memory;
  const byArn = new Map([...(memory.tasks ?? []), ...tasks.value].map((task) => [task.taskArn, task]));
  const outstanding = [...byArn.values()].filter((task) => !isStopped(task));
  return {
    ...memory,
    tasks: outstanding.sort((a, b) => compare(a.taskArn, b.taskArn)),
    tasksStopped: memory.tasksStopped + byArn.size - outstanding.length,
  };
};

function withoutActiveAction(memory: Memory, now: number): Memory {
  return memory.tokenIsStale
    ? { ...memory, noActiveActionSince: memory.noActiveActionSince ?? now }
    : { ...memory, tokenIsStale: true };
}

function troublesOf(observation: Look['observation']): Trouble[] {
  const { autoScalingInstance, lifecycleHook, heartbeat, containerInstance, tasks } = observation;
  return [autoScalingInstance, lifecycleHook, heartbeat, containerInstance, tasks].flatMap((part) =>
    part?.kind === 'unknown' ? [part.trouble] : [],
  );
}

/** One trouble an operation, each keeping the time since which it has been so. */
function ongoing(
  before: readonly OngoingTrouble[],
  troubles: readonly Trouble[],
  now: number,
): OngoingTrouble[] {
  const byOperation = new Map(troubles.map((trouble) => [trouble.operation, trouble]));
  return [...byOperation.values()]
    .map((trouble) => ({
      ...trouble,
      since:
        before.find((old) => old.operation === trouble.operation && old.code === trouble.code)?.since ?? now,
    }))
    .sort((a, b) => compare(a.operation, b.operation));
}

/** By code unit, so that every worker sorts alike whatever its locale. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
