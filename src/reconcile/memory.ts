/**
 * What a drain remembers between two looks: plain data, carried through continue-as-new.
 * `receive`, `remember` and `recall` fold into it what a message, a look and an action tell.
 */
import type { Action, ActionResult } from './actions';
import {
  isSameHook,
  newLifecycleAction,
  ownershipOf,
  rememberHook,
  withoutActiveAction,
  type LifecycleAction,
} from './lifecycle-action';
import type { ContainerInstance, Look, Observation, Task, Trouble } from './observation';
import type { Outcome } from './reasons';
import { isStopped } from './roles';
import type { LeavingSignal } from './signal';
import { defaultSpec, type Spec } from './spec';
import { standingOf, type Standing } from './standing';

export interface OngoingTrouble extends Trouble {
  readonly since: number;
}

export interface Memory {
  readonly ec2InstanceId: string;
  readonly startedAt: number;
  readonly looks: number;
  /** The spec of the worker that looked last. */
  readonly spec: Spec;
  /** One for each hook that a message named, oldest first. */
  readonly lifecycleActions: readonly LifecycleAction[];
  readonly heartbeats: number;
  /** First seen waiting in its termination hook: from here on the drain may act. */
  readonly confirmedAt: number | undefined;
  /** How the instance stands, other than waiting, and since when: `gone` and `staying` end the drain after a grace. */
  readonly doubt: { readonly standing: Standing; readonly since: number } | undefined;
  /** The group that the instance is in, as Auto Scaling says. */
  readonly groupOfInstance: string | undefined;
  /** Seen in no candidate cluster since then. */
  readonly absentSince: number | undefined;
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
    lifecycleActions: [],
    heartbeats: 0,
    confirmedAt: undefined,
    doubt: undefined,
    groupOfInstance: undefined,
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

/**
 * A signal arrived. The same one again changes nothing. Another token for the same hook supersedes the one before; another
 * hook is one more to care for. Either reopens a drain that was about to end, and is looked into without old doubts.
 */
export function receive(memory: Memory, signal: LeavingSignal): Memory {
  if (signal.ec2InstanceId !== memory.ec2InstanceId) return memory;
  if (signal.kind === 'operator-request') return memory;
  const before = memory.lifecycleActions.find((action) => isSameHook(action.signal, signal));
  if (before?.signal.lifecycleActionToken === signal.lifecycleActionToken) return memory;
  return {
    ...memory,
    lifecycleActions: [
      ...memory.lifecycleActions.filter((action) => action !== before),
      newLifecycleAction(signal),
    ],
    doubt: undefined,
    completionSent: undefined,
    outcome: undefined,
  };
}

/** Folds what a look showed into the memory. What the look could not see stays as it was. */
export function remember(memory: Memory, look: Look, now: number): Memory {
  const folds: readonly Fold[] = [
    rememberAutoScaling,
    rememberHooks,
    rememberContainerInstance,
    rememberTasks,
  ];
  const seen = folds.reduce((before, fold) => fold(before, look, now), {
    ...memory,
    spec: look.spec,
    looks: memory.looks + 1,
  });
  return { ...seen, troubles: ongoing(memory.troubles, troublesOf(look.observation), now) };
}

/** Folds what became of an action into the memory. */
export function recall(before: Memory, action: Action, result: ActionResult, now: number): Memory {
  const memory = { ...before, actionTrouble: troubleOf(before, result, now) };
  switch (action.kind) {
    case 'set-draining':
      return result.kind === 'done' ? { ...memory, drainingSetAt: now } : memory;
    case 'stop-tasks':
    case 'set-active':
      return result.kind === 'done' ? { ...memory, quietSince: now } : memory;
    case 'complete-lifecycle-action':
      return recallCompletion(memory, action, result, now);
  }
}

type Fold = (memory: Memory, look: Look, now: number) => Memory;

const rememberAutoScaling: Fold = (memory, { observation: { autoScalingInstance } }, now) => {
  if (autoScalingInstance.kind === 'unknown') return memory;
  const standing = standingOf(autoScalingInstance.value);
  const doubt = memory.doubt?.standing === standing ? memory.doubt : { standing, since: now };
  return {
    ...memory,
    groupOfInstance: autoScalingInstance.value?.autoScalingGroupName ?? memory.groupOfInstance,
    confirmedAt: memory.confirmedAt ?? (standing === 'waiting' ? now : undefined),
    doubt: standing === 'waiting' ? undefined : doubt,
  };
};

const rememberHooks: Fold = (memory, { observation, askedAt }, now) => {
  const { spec, groupOfInstance } = memory;
  const graceMs = spec.absenceGraceSeconds * 1000;
  const lifecycleActions = memory.lifecycleActions.map((action) => {
    const seen = observation.lifecycleHooks.find((hook) => isSameHook(hook, action.signal));
    const after = seen ? rememberHook(action, seen, { askedAt, now, graceMs }) : action;
    return { ...after, isOurs: ownershipOf(after, spec, groupOfInstance) === 'ours' };
  });
  const recorded = observation.lifecycleHooks.filter(({ heartbeat }) => heartbeat.kind === 'recorded');
  return { ...memory, lifecycleActions, heartbeats: memory.heartbeats + recorded.length };
};

const rememberContainerInstance: Fold = (memory, { observation: { containerInstance } }, now) => {
  if (containerInstance.kind === 'unknown') return memory;
  const present =
    containerInstance.value?.status === 'INACTIVE' ? undefined : (containerInstance.value ?? undefined);
  const isSame = present?.containerInstanceArn === memory.containerInstance?.containerInstanceArn;
  return {
    ...memory,
    containerInstance: present,
    absentSince: present ? undefined : (memory.absentSince ?? now),
    // While it is ACTIVE anything may be placed there: what was listed before is no longer all.
    tasks: isSame && present?.status !== 'ACTIVE' ? memory.tasks : undefined,
  };
};

const rememberTasks: Fold = (memory, { observation: { tasks: seen } }) => {
  // Without a listing to add to, tasks that were asked for are those of another registration, or out of date.
  if (seen?.kind !== 'known' || (memory.tasks === undefined && !seen.value.listed)) return memory;
  const byArn = new Map([...(memory.tasks ?? []), ...seen.value.tasks].map((task) => [task.taskArn, task]));
  const outstanding = [...byArn.values()].filter((task) => !isStopped(task));
  return {
    ...memory,
    tasks: outstanding.sort((a, b) => compare(a.taskArn, b.taskArn)),
    tasksStopped: memory.tasksStopped + byArn.size - outstanding.length,
  };
};

function recallCompletion(
  memory: Memory,
  { lifecycleAction, outcome }: Extract<Action, { kind: 'complete-lifecycle-action' }>,
  result: ActionResult,
  now: number,
): Memory {
  if (result.kind === 'failed') {
    // An answer that was lost does not say that nothing happened.
    return result.trouble.cause === 'transient' ? { ...memory, completionSent: outcome } : memory;
  }
  const graceMs = memory.spec.absenceGraceSeconds * 1000;
  const lifecycleActions = memory.lifecycleActions.map((action) => {
    if (!isSameHook(action.signal, lifecycleAction)) return action;
    return result.kind === 'done' ? { ...action, ended: true } : withoutActiveAction(action, now, graceMs);
  });
  const isOver =
    result.kind === 'done' &&
    lifecycleActions.every(
      (action) => action.ended || ownershipOf(action, memory.spec, memory.groupOfInstance) === 'theirs',
    );
  return { ...memory, lifecycleActions, completionSent: outcome, outcome: isOver ? outcome : undefined };
}

function troubleOf({ actionTrouble }: Memory, result: ActionResult, now: number): OngoingTrouble | undefined {
  if (result.kind !== 'failed') return undefined;
  return ongoing(actionTrouble ? [actionTrouble] : [], [result.trouble], now)[0];
}

function troublesOf({
  autoScalingInstance,
  lifecycleHooks,
  containerInstance,
  tasks,
}: Observation): Trouble[] {
  const ofHooks = lifecycleHooks.flatMap(({ lifecycleHook, heartbeat }) => [lifecycleHook, heartbeat]);
  return [autoScalingInstance, ...ofHooks, containerInstance, tasks].flatMap((part) =>
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
