/** When each condition is raised: pure rules, one for each row of the table, each with the time since when. */
import { isAgentLost } from '../state/agent';
import { compare } from '../../format/compare';
import { deadlineOf } from '../schedule/deadline';
import { isDenied } from '../../denial';
import { expiresAt, heartbeatTimeoutMs, openHooks } from '../hooks/hooks';
import { hookOf, type LifecycleAction } from '../hooks/lifecycle-action';
import { registrationOf, tasksOf } from '../state/host';
import type { OngoingCallError } from '../state/call-errors';
import type { DrainState } from '../state/drain-state';
import { idOf, type Service } from '../observation/observation';
import { conditions, type Condition, type ConditionType } from '../vocabulary/conditions';
import { isShadow } from '../shadow';
import { blockingTasks, outlivesStopTimeout, stopsWithinMs } from '../tasks/outstanding';
import { serviceNameOf } from '../tasks/roles';
import { hasNoReplacement, hasNoRoom } from '../tasks/services';

/** The message, while the condition holds. */
type ConditionRule = (state: DrainState, now: number) => string | undefined;

const soonMs = 10 * 60_000;

const rules: Readonly<Record<ConditionType, ConditionRule>> = {
  HookExpiresSoon: (state, now) => {
    // In shadow mode others keep the hook alive: their heartbeats are not seen.
    if (isShadow(state)) return undefined;
    if (tasksOf(state) !== undefined && blockingTasks(state).length === 0) return undefined;
    const soon = openHooks(state).find(
      (action) => expiresAt(action, state) - now < Math.min(soonMs, heartbeatTimeoutMs(action) / 2),
    );
    return soon && conditions.HookExpiresSoon.message(hookName(soon), expiresAt(soon, state));
  },
  HookTooShort: (state) => {
    const neededMs = Math.max(stopsWithinMs(state), (state.spec.deadlineSeconds ?? 0) * 1000);
    const short = openHooks(state).find((action) => globalTimeoutMs(action) < neededMs);
    return short && conditions.HookTooShort.message(hookName(short), globalTimeoutMs(short), neededMs);
  },
  DeadlineApproaching: (state, now) => {
    const deadline = deadlineOf(state);
    if (deadline === undefined) return undefined;
    const due = blockingTasks(state).filter(({ stop }) => stop?.cause === 'deadline' && stop.at <= now);
    return due.length > 0 ? conditions.DeadlineApproaching.message(due.length, deadline.at) : undefined;
  },
  AbandonRefused: ({ spec, group }) =>
    spec.onDeadline === 'abandon' && group?.retainsAbandoned === false
      ? conditions.AbandonRefused.message()
      : undefined,
  AbandonUnknown: ({ spec, group, observationCount }) =>
    spec.onDeadline === 'abandon' && group === undefined && observationCount > 1
      ? conditions.AbandonUnknown.message()
      : undefined,
  BadMetadata: ({ lifecycleActions }) =>
    lifecycleActions
      .filter(({ isOurs }) => isOurs)
      .flatMap((action) => {
        const problem = hookOf(action)?.metadataProblem;
        return problem === undefined ? [] : conditions.BadMetadata.message(hookName(action), problem);
      })[0],
  AwsUnreachable: (state) =>
    some(
      callErrorsOf(state).filter(({ cause }) => cause === 'transient'),
      conditions.AwsUnreachable.message,
    ),
  AccessDenied: (state) => some(callErrorsOf(state).filter(isDenied), conditions.AccessDenied.message),
  CallRefused: (state) =>
    some(
      callErrorsOf(state).filter((callError) => callError.cause === 'permanent' && !isDenied(callError)),
      conditions.CallRefused.message,
    ),
  AgentDisconnected: (state, now) =>
    isAgentLost(state, now)
      ? conditions.AgentDisconnected.message(registrationOf(state)?.agentDisconnectedSince ?? now)
      : undefined,
  NoReplacement: (state) =>
    some(servingHere(state).filter(hasNoReplacement), conditions.NoReplacement.message),
  NoRoomToMove: (state) => some(servingHere(state).filter(hasNoRoom), conditions.NoRoomToMove.message),
  IgnoresSigterm: (state, now) =>
    some(
      blockingTasks(state)
        .filter((task) => outlivesStopTimeout(task, now))
        .map(({ task }) => idOf(task.taskArn)),
      conditions.IgnoresSigterm.message,
    ),
};

const types = Object.keys(conditions) as readonly ConditionType[]; // the table's own keys

/** Sorted by type. A condition that holds already keeps the time since when. */
export function conditionsOf(state: DrainState, now: number): readonly Condition[] {
  return types
    .flatMap((type) => {
      const message = rules[type](state, now);
      if (message === undefined) return [];
      const since = state.conditions.find((before) => before.type === type)?.since ?? now;
      return [{ type, message, since }];
    })
    .sort((a, b) => compare(a.type, b.type));
}

/** The message about these, where there are any. */
const some = <T>(items: readonly T[], message: (items: readonly T[]) => string): string | undefined =>
  items.length > 0 ? message(items) : undefined;

const hookName = ({ notice }: LifecycleAction): string =>
  `hook ${notice.lifecycleHookName} of group ${notice.autoScalingGroupName}`;

const globalTimeoutMs = (action: LifecycleAction): number =>
  (hookOf(action)?.globalTimeoutSeconds ?? Infinity) * 1000;

const callErrorsOf = ({ callErrors, actionError }: DrainState): readonly OngoingCallError[] => [
  ...callErrors,
  ...(actionError ? [actionError] : []),
];

/** The services that have a task here which is not stopping yet. */
function servingHere(state: DrainState): readonly Service[] {
  const serving = new Set(
    blockingTasks(state).flatMap(({ task, isStopping }) => (isStopping ? [] : serviceNameOf(task))),
  );
  return state.services.filter(({ serviceName }) => serving.has(serviceName));
}
