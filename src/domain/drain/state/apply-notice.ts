import {
  isSameHook,
  newLifecycleAction,
  sentAtOf,
  targetOf,
  tokenOf,
  type LifecycleAction,
} from '../hooks/lifecycle-action';
import {
  hookIdentity,
  identityOf,
  isAboutOneOf,
  type Ec2Notice,
  type FoundWaiting,
  type InterruptionNotice,
  type LifecycleNotice,
  type OperatorRequest,
  type TerminateLifecycleAction,
} from '../../notice';
import type { Outcome } from '../vocabulary/outcomes';
import type { DrainState } from './drain-state';
import { outcomeOf, reopened } from './progress';

/** A notice arrived. It may add a hook, or a wish, to care for; it reopens a drain that was about to end. It never moves a deadline out. */
export function applyNotice(state: DrainState, notice: InterruptionNotice): DrainState {
  if (notice.ec2InstanceId !== state.ec2InstanceId || isAboutOneOf(notice, state.cancelled)) return state;
  switch (notice.kind) {
    case 'terminate-lifecycle-action':
      return applyLifecycleAction(state, notice);
    case 'found-waiting':
      return applyFoundWaiting(state, notice);
    case 'spot-interruption':
    case 'scheduled-change':
    case 'instance-state-change':
    case 'rebalance-recommendation':
      return applyEc2Notice(state, notice);
    case 'operator-request':
      return applyRequest(state, notice);
  }
}

/** A drain that was about to end goes on; a stage that was not confirmed has to be seen anew. */
const goesOn = ({ lifecycle, operatorRequest, progress }: DrainState) => ({
  // The request was carried out: the instance is ACTIVE again.
  operatorRequest:
    progress.kind === 'ended' && progress.outcome === 'returned-to-active' ? undefined : operatorRequest,
  lifecycle: lifecycle.kind === 'waiting' ? lifecycle : notSeen,
  completionSent: undefined,
  // Its permit may have been returned.
  permitRequestedAt: undefined,
  progress: reopened(progress),
});

const notSeen = { kind: 'not-seen' } as const;

/** As many hooks as a group may have: who may publish to the topic can name any number. */
const hooksKept = 50;

/**
 * The same message again changes nothing, unless it comes another way and tells more; nor does one that was sent before the one
 * that is known. Another token for the same
 * hook supersedes the one before; another hook is one more to care for.
 */
function applyLifecycleAction(state: DrainState, notice: TerminateLifecycleAction): DrainState {
  const before = state.lifecycleActions.find((action) => isSameHook(action.notice, notice));
  const others = state.lifecycleActions.filter((action) => action !== before);
  if (before && tokenOf(before.notice) === notice.lifecycleActionToken) {
    const { sentAt, notificationTargetArn } = joined(before.notice, notice);
    const isNews = notificationTargetArn !== targetOf(before.notice);
    if (!isNews && sentAt === sentAtOf(before.notice)) return state;
    const action = { ...before, notice: { ...notice, sentAt, notificationTargetArn } };
    return { ...state, ...(isNews && goesOn(state)), lifecycleActions: [...others, action] };
  }
  const knownSince = before && sentAtOf(before.notice);
  if ((notice.sentAt ?? Infinity) < (knownSince ?? -Infinity)) return state;
  if (before && isOfEndedWait(before, notice)) {
    const lifecycleActions = state.lifecycleActions.map((action) =>
      action === before ? { ...before, notice } : action,
    );
    return { ...state, lifecycleActions };
  }
  return withHook(state, others, superseding(before, notice, state));
}

/** Of two times of which either may not be known. */
const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

/** The message of a wait that is over already: it was late, and the sweep had found the instance meanwhile. */
const isOfEndedWait = (
  { notice: before, ended }: LifecycleAction,
  { sentAt }: TerminateLifecycleAction,
): boolean =>
  ended?.at !== undefined && (sentAt === undefined ? before.kind === 'found-waiting' : sentAt <= ended.at);

/**
 * The same action may be told of by a topic and by EventBridge, each knowing what the other does not: what the hook notifies, or
 * an earlier time.
 */
function joined(
  before: LifecycleNotice,
  notice: TerminateLifecycleAction,
): Pick<TerminateLifecycleAction, 'sentAt' | 'notificationTargetArn'> {
  return {
    sentAt: earlier(sentAtOf(before), notice.sentAt),
    notificationTargetArn: targetOf(before) ?? notice.notificationTargetArn,
  };
}

/** A hook that is known already needs no sweep to tell of it. */
function applyFoundWaiting(state: DrainState, notice: FoundWaiting): DrainState {
  const { lifecycleActions } = state;
  if (lifecycleActions.some((action) => isSameHook(action.notice, notice) && !action.ended)) return state;
  const others = lifecycleActions.filter((action) => !isSameHook(action.notice, notice));
  return withHook(state, others, newLifecycleAction(notice));
}

function withHook(
  state: DrainState,
  others: readonly LifecycleAction[],
  action: LifecycleAction,
): DrainState {
  const kept = others.length < hooksKept ? others : withoutOldestOfOthers(others);
  if (kept === undefined) return state;
  // What was completed stays so, whatever becomes of this hook.
  const completionSent = state.lifecycleActions.some(({ ended }) => ended) ? state.completionSent : undefined;
  return { ...state, ...goesOn(state), completionSent, lifecycleActions: [...kept, action] };
}

/** Kept: one of each kind, and of scheduled changes as many as an instance could have. */
const ec2NoticesKept = 10;

/** Ends after which the instance may run on, and what EC2 announces is news. */
const stays: ReadonlySet<Outcome> = new Set([
  'not-terminating',
  'not-our-hook',
  'instance-gone',
  'retained',
  'returned-to-active',
  'completed-elsewhere',
]);

/**
 * The same again changes nothing: what EC2 does is observed anew with each observation. Nor does it once the instance is empty, or let go:
 * that EC2 reclaims it then is what was to be expected.
 */
function applyEc2Notice(state: DrainState, notice: Ec2Notice): DrainState {
  const { completionSent } = state;
  const outcome = outcomeOf(state);
  if (completionSent !== undefined || (outcome !== undefined && !stays.has(outcome))) return state;
  const isSame = (other: Ec2Notice) => other.kind === notice.kind && identityOf(other) === identityOf(notice);
  if (state.ec2Notices.some(isSame) || state.ec2Notices.length >= ec2NoticesKept) return state;
  return {
    ...state,
    ...goesOn(state),
    ec2Notices: [...state.ec2Notices, notice],
    reclaim: state.reclaim.kind === 'reclaimed' ? state.reclaim : notSeen,
  };
}

/**
 * While the instance is seen waiting, a new token is a new name for the same wait: its hook, its global timeout and whose it is stay as
 * they were.
 */
function superseding(
  before: LifecycleAction | undefined,
  notice: TerminateLifecycleAction,
  { lifecycle }: DrainState,
): LifecycleAction {
  const isSameWait = lifecycle.kind === 'waiting' && before !== undefined && !before.ended;
  if (!isSameWait) {
    // Without a time of its own it may be an old message: it does not move the hook's global timeout out.
    return { ...newLifecycleAction(notice), firstAskedAt: before?.firstAskedAt };
  }
  const sentAt = sentAtOf(before.notice) ?? earlier(before.firstAskedAt, notice.sentAt);
  const notificationTargetArn = notice.notificationTargetArn ?? targetOf(before.notice);
  return {
    ...before,
    notice: { ...notice, sentAt, notificationTargetArn },
    tokenIsStale: false,
    noActiveActionSince: undefined,
  };
}

/** Undefined when all of them are ours. */
function withoutOldestOfOthers(actions: readonly LifecycleAction[]): readonly LifecycleAction[] | undefined {
  const oldest = actions.find(({ isOurs }) => !isOurs);
  return oldest && actions.filter((action) => action !== oldest);
}

/** What an operator asks for is cancelled no more. The last request says what becomes of the instance afterwards; of the deadlines the earliest rules. */
function applyRequest(state: DrainState, request: OperatorRequest): DrainState {
  const deadlines = [state.noticeDeadlineAt, request.deadlineAt].filter((at) => at !== undefined);
  return {
    ...state,
    ...goesOn(state),
    operatorRequest: request,
    cancelled: [],
    noticeDeadlineAt: deadlines.length > 0 ? Math.min(...deadlines) : undefined,
  };
}

/** What the drain was asked for: see `identityOf`. Of a lifecycle action also its hook, by which the sweep knows it. */
export const identitiesIn = ({ lifecycleActions, ec2Notices }: DrainState): readonly string[] => [
  ...new Set([
    ...lifecycleActions.flatMap(({ notice }) => [hookIdentity(notice), identityOf(notice)]),
    ...ec2Notices.map(identityOf),
  ]),
];
