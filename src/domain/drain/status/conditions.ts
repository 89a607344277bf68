/** What somebody should know, whatever the pass did: one commented list of pure rules, sorted, each with the time since when. */
import { isAgentLost } from '../state/agent';
import { compare } from '../../format/compare';
import { deadlineOf } from '../schedule/deadline';
import { isDenied } from '../../denial';
import { expiresAt, heartbeatTimeoutMs, openHooks } from '../hooks/hooks';
import { hookOf, type LifecycleAction } from '../hooks/lifecycle-action';
import { registrationOf, tasksOf } from '../state/host';
import type { DrainState } from '../state/drain-state';
import { idOf, type Service } from '../observation/observation';
import { ConditionType, type Condition } from '../../reasons';
import { isShadow } from '../shadow';
import { blockingTasks, outlivesStopTimeout, stopsWithinMs } from '../tasks/outstanding';
import { serviceNameOf } from '../tasks/roles';
import { hasNoReplacement, hasNoRoom } from '../tasks/services';
import { duration, instant, listOf } from '../../format/text';

/** What it says, where it holds; undefined where it does not. */
type ConditionRule = (state: DrainState, now: number) => string | undefined;

const soonMs = 10 * 60_000;

const rules: Readonly<Record<ConditionType, ConditionRule>> = {
  HookExpiresSoon: (state, now) => {
    // Whoever keeps the hook alive beside a shadow does not tell it.
    if (isShadow(state)) return undefined;
    if (tasksOf(state) !== undefined && blockingTasks(state).length === 0) return undefined;
    const soon = openHooks(state).filter(
      (action) => expiresAt(action, state) - now < Math.min(soonMs, heartbeatTimeoutMs(action) / 2),
    );
    return first(
      soon,
      (action) => `${hookName(action)} ends the wait at ${instant(expiresAt(action, state))}`,
    );
  },
  HookTooShort: (state) => {
    const wantedMs = Math.max(stopsWithinMs(state), (state.spec.deadlineSeconds ?? 0) * 1000);
    const short = openHooks(state).filter((action) => globalTimeoutMs(action) < wantedMs);
    return first(
      short,
      (action) =>
        `${hookName(action)} lasts ${duration(globalTimeoutMs(action))} at the most, and the drain may take ${duration(wantedMs)}`,
    );
  },
  DeadlineNears: (state, now) => {
    const deadline = deadlineOf(state);
    if (deadline === undefined) return undefined;
    const due = blockingTasks(state).filter(
      ({ stop }) => stop?.because === 'deadline' && stop.at <= now,
    ).length;
    return due > 0
      ? `${due} of the tasks left are stopped for the deadline at ${instant(deadline.at)}`
      : undefined;
  },
  AbandonRefused: ({ spec, group }) =>
    spec.onDeadline === 'abandon' && group?.retainsAbandoned === false
      ? 'the group does not retain abandoned instances, so the deadline ends with CONTINUE; set its instance lifecycle policy, or force-abandon'
      : undefined,
  AbandonUnknown: ({ spec, group, observationCount }) =>
    spec.onDeadline === 'abandon' && group === undefined && observationCount > 1
      ? 'whether the group retains abandoned instances cannot be seen; the deadline waits for it while the hook lives'
      : undefined,
  BadMetadata: ({ lifecycleActions }) =>
    first(
      lifecycleActions.filter((action) => action.isOurs && hookOf(action)?.metadataProblem !== undefined),
      (action) => `metadata of ${hookName(action)}: ${hookOf(action)?.metadataProblem ?? ''}`,
    ),
  AwsUnreachable: (state) => callErrors(state, ({ cause }) => cause === 'transient'),
  AccessDenied: (state) => callErrors(state, isDenied),
  CallRefused: (state) =>
    callErrors(state, (callError) => callError.cause === 'permanent' && !isDenied(callError)),
  AgentDisconnected: (state, now) =>
    isAgentLost(state, now)
      ? `the agent is disconnected since ${instant(registrationOf(state)?.agentDisconnectedSince ?? now)}: containers may run on, and nothing that happens to them is reported`
      : undefined,
  NoReplacement: (state) =>
    servicesText(state, hasNoReplacement, ({ placementFailure }) => placementFailure?.message ?? ''),
  NoRoomToMove: (state) =>
    servicesText(
      state,
      hasNoRoom,
      ({ serviceName, minimumHealthyPercent: least, maximumPercent: most, desiredCount }) =>
        `service ${serviceName} (desired count ${desiredCount}) may have neither fewer nor more tasks (${least} % to ${most} %): raise its maximumPercent, or lower its minimumHealthyPercent`,
    ),
  IgnoresSigterm: (state, now) => {
    const late = blockingTasks(state).filter((task) => outlivesStopTimeout(task, now));
    return late.length === 0
      ? undefined
      : `${listOf(late.map(({ task }) => idOf(task.taskArn)))} should have stopped by now: the host's own stop timeout is longer, or its agent is stuck`;
  },
};

/** Sorted by type. A condition that holds already keeps the time since when. */
export function conditionsOf(state: DrainState, now: number): readonly Condition[] {
  return Object.values(ConditionType)
    .flatMap((type) => {
      const message = rules[type](state, now);
      if (message === undefined) return [];
      const since = state.conditions.find((before) => before.type === type)?.since ?? now;
      return [{ type, message, since }];
    })
    .sort((a, b) => compare(a.type, b.type));
}

const first = <T>(those: readonly T[], text: (one: T) => string): string | undefined =>
  those[0] === undefined ? undefined : text(those[0]);

const hookName = ({ notice }: LifecycleAction): string =>
  `hook ${notice.lifecycleHookName} of group ${notice.autoScalingGroupName}`;

const globalTimeoutMs = (action: LifecycleAction): number =>
  (hookOf(action)?.globalTimeoutSeconds ?? Infinity) * 1000;

function callErrors(
  { callErrors: seen, actionError }: DrainState,
  counts: (callError: DrainState['callErrors'][number]) => boolean,
): string | undefined {
  const those = [...seen, ...(actionError ? [actionError] : [])].filter(counts);
  return first(those, () =>
    listOf(those.map(({ operation, code, message }) => `${operation}: ${code}: ${message}`)),
  );
}

function servicesText(
  state: DrainState,
  holds: (service: Service) => boolean,
  text: (service: Service) => string,
): string | undefined {
  const serving = new Set(
    blockingTasks(state).flatMap(({ task, isStopping }) => (isStopping ? [] : serviceNameOf(task))),
  );
  const those = state.services.filter((service) => serving.has(service.serviceName) && holds(service));
  return first(those, () => listOf(those.map(text)));
}
