/** What a drain says of itself: one value for the query, the UI's words, the CLI and the log. */
import type { AcceptedCommand } from '../command';
import { atDeadline, deadlineOf, type Deadline } from '../schedule/deadline';
import { expiresAt, openHooks } from '../hooks/hooks';
import { hookOf, type LifecycleAction } from '../hooks/lifecycle-action';
import { nextHeartbeatAt } from '../schedule/next-observation';
import type { PlannedAction } from '../actions';
import type { AcceptedAttribution } from '../../limits/limits';
import type { DrainState } from '../state/drain-state';
import type { OngoingCallError } from '../state/call-errors';
import { idOf, type LifecycleActionResult } from '../observation/observation';
import type { Condition } from '../vocabulary/conditions';
import type { Outcome } from '../vocabulary/outcomes';
import type { Reason } from '../vocabulary/reasons';
import type { TaskWait } from '../vocabulary/task-waits';
import { isShadow } from '../shadow';
import type { Spec } from '../../spec';
import { reclaimedByEc2Of, type ReclaimedByEc2 } from '../observation/reclaimed-by-ec2';
import { registrationOf } from '../state/host';
import { outcomeOf } from '../state/progress';
import { hookIdentity } from '../../notice';
import { outstandingTasks, type OutstandingTask } from '../tasks/outstanding';
import { serviceNameOf, type TaskRole } from '../tasks/roles';
import { waitOf } from './task-waits';
import type { Phase } from '../vocabulary/phases';

export interface TaskStatus {
  readonly taskId: string;
  readonly role: TaskRole;
  /** The operator's rule that decides over it; undefined: its role's own. */
  readonly rule: string | undefined;
  /** The service's name, where the task belongs to one. */
  readonly service: string | undefined;
  readonly lastStatus: string;
  readonly state: 'running' | 'stopping';
  readonly waitsFor: TaskWait;
  /** Told to stop, or else on a DRAINING instance, since then. */
  readonly since: number;
  /** When it is stopped, or by when it should have stopped; undefined: no time is set. */
  readonly until: number | undefined;
}

export interface Status {
  readonly ec2InstanceId: string;
  /** The step that decided the last pass; see the table of phases. */
  readonly phase: Phase;
  readonly reason: Reason;
  /** Milliseconds since the epoch, as are all `…At` here. */
  readonly startedAt: number;
  /** Since when nothing has changed. */
  readonly unchangedSince: number;
  /** `group/hook` of each lifecycle action that the drain was told of. */
  readonly lifecycleHooks: readonly string[];
  /** The operator who requested the drain, and the reason. */
  readonly requestedBy: string | undefined;
  /** What EC2 does to the instance, as EC2 has confirmed. */
  readonly reclaimedByEc2: ReclaimedByEc2 | undefined;
  /** The last commands of operators, oldest first. */
  readonly commands: readonly AcceptedCommand[];
  /** Whether the drain acts, or only plans. */
  readonly mode: Spec['mode'];
  /** In shadow: what would have been done, in order. */
  readonly planned: readonly PlannedAction[];
  readonly paused: AcceptedCommand | undefined;
  /** All drains of the account and Region are paused: by whom, why and since when. */
  readonly allPaused: AcceptedAttribution | undefined;
  readonly clusterArn: string | undefined;
  readonly containerInstanceArn: string | undefined;
  /** Tasks that are left, sorted by id; undefined until they were listed. */
  readonly tasks: readonly TaskStatus[] | undefined;
  readonly tasksStopped: number;
  /** What needs attention, sorted by type. */
  readonly conditions: readonly Condition[];
  /** What could not be seen or done on the last pass. */
  readonly callErrors: readonly OngoingCallError[];
  readonly deadline: (Omit<Deadline, 'hook'> & { readonly result: LifecycleActionResult }) | undefined;
  /** When the first of our hooks ends the wait by itself, unless a heartbeat comes before. */
  readonly hookExpiresAt: number | undefined;
  /** What that hook's time-out would end the wait with; undefined while it is not read. */
  readonly hookDefaultResult: LifecycleActionResult | undefined;
  readonly heartbeats: number;
  readonly heartbeatDueAt: number | undefined;
  readonly nextObservationAt: number | undefined;
  readonly outcome: Outcome | undefined;
  /** Why there is no newer decision, where the worker could make none. */
  readonly decisionFailure?: string;
}

export function statusOf(
  state: DrainState,
  phase: Phase,
  reason: Reason,
  now: number,
  nextObservationAt: number | undefined,
): Status {
  const hasEnded = state.progress.kind === 'ended';
  return {
    ec2InstanceId: state.ec2InstanceId,
    phase,
    reason,
    startedAt: state.startedAt,
    unchangedSince: state.unchangedSince,
    ...requestsIn(state),
    commands: state.commands,
    mode: state.spec.mode,
    planned: state.planned,
    paused: state.intervention?.kind === 'pause' ? state.intervention : undefined,
    allPaused: hasEnded ? undefined : state.limits?.allPaused,
    ...hostIn(state, now),
    conditions: hasEnded ? [] : state.conditions,
    callErrors: state.actionError ? [...state.callErrors, state.actionError] : state.callErrors,
    deadline: hasEnded ? undefined : deadlineIn(state),
    ...expiryOf(hasOpenHooks(state) ? firstToExpire(state) : undefined, state),
    heartbeats: state.heartbeats,
    heartbeatDueAt: hasEnded ? undefined : nextHeartbeatAt(state),
    nextObservationAt,
    outcome: outcomeOf(state),
  };
}

const requestsIn = (
  state: DrainState,
): Pick<Status, 'lifecycleHooks' | 'requestedBy' | 'reclaimedByEc2'> => ({
  lifecycleHooks: state.lifecycleActions.map(({ notice }) => hookIdentity(notice)),
  requestedBy: state.operatorRequest && `${state.operatorRequest.by}: ${state.operatorRequest.reason}`,
  reclaimedByEc2: reclaimedByEc2Of(state),
});

function hostIn(
  state: DrainState,
  now: number,
): Pick<Status, 'clusterArn' | 'containerInstanceArn' | 'tasks' | 'tasksStopped'> {
  const registration = registrationOf(state);
  return {
    clusterArn: registration?.containerInstance.clusterArn,
    containerInstanceArn: registration?.containerInstance.containerInstanceArn,
    tasks: registration?.listing && outstandingTasks(state).map((task) => taskStatus(task, state, now)),
    tasksStopped: state.tasksStopped,
  };
}

function deadlineIn(state: DrainState): Status['deadline'] {
  const deadline = deadlineOf(state);
  return deadline && { at: deadline.at, setBy: deadline.setBy, result: atDeadline(state).result };
}

/** A cancelled drain leaves its hooks to their timeout, and in shadow mode others complete them. */
const hasOpenHooks = (state: DrainState): boolean =>
  !isShadow(state) && (state.progress.kind !== 'ended' || state.progress.outcome.startsWith('cancelled'));

const expiryOf = (
  action: LifecycleAction | undefined,
  state: DrainState,
): Pick<Status, 'hookExpiresAt' | 'hookDefaultResult'> => ({
  hookExpiresAt: action && expiresAt(action, state),
  hookDefaultResult: action && hookOf(action)?.defaultResult,
});

const firstToExpire = (state: DrainState): LifecycleAction | undefined =>
  [...openHooks(state)].sort((a, b) => expiresAt(a, state) - expiresAt(b, state))[0];

function taskStatus(one: OutstandingTask, state: DrainState, now: number): TaskStatus {
  const { task, role, rule, isStopping, stop, stopWithinMs } = one;
  const { stoppingAt } = task;
  const stoppedBy = stoppingAt === undefined ? undefined : stoppingAt + stopWithinMs;
  return {
    taskId: idOf(task.taskArn),
    role,
    rule,
    service: serviceNameOf(task),
    lastStatus: task.lastStatus,
    state: isStopping ? 'stopping' : 'running',
    waitsFor: waitOf(one, state, now),
    since: stoppingAt ?? registrationOf(state)?.drainingSince ?? state.startedAt,
    until: isStopping ? stoppedBy : stop?.at,
  };
}
