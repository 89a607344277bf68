import { isSameHook, newLifecycleAction, type LifecycleAction } from '../lifecycle-action';
import type { LeavingSignal, OperatorRequest, TerminateLifecycleAction } from '../signal';
import type { Memory } from './memory';

/** A signal arrived. It may add a hook, or a wish, to care for; it reopens a drain that was about to end. It never moves a deadline out. */
export function receive(memory: Memory, signal: LeavingSignal): Memory {
  if (signal.ec2InstanceId !== memory.ec2InstanceId) return memory;
  switch (signal.kind) {
    case 'terminate-lifecycle-action':
      return receiveLifecycleAction(memory, signal);
    case 'operator-request':
      return receiveRequest(memory, signal);
  }
}

/** A drain that was about to end goes on, and looks without old doubts; what was doubted has to be seen anew. */
const reopened = ({ doubt, confirmedAt }: Memory) => ({
  confirmedAt: doubt === undefined ? confirmedAt : undefined,
  doubt: undefined,
  completionSent: undefined,
  // Its turn may have been given back.
  turnAskedAt: undefined,
  outcome: undefined,
});

/** As many hooks as a group may have: who may publish to the topic can name any number. */
const hooksKept = 50;

/**
 * The same message again changes nothing, nor does one that was sent before the one that is known. Another token for the same
 * hook supersedes the one before; another hook is one more to care for.
 */
function receiveLifecycleAction(memory: Memory, signal: TerminateLifecycleAction): Memory {
  const before = memory.lifecycleActions.find((action) => isSameHook(action.signal, signal));
  const others = memory.lifecycleActions.filter((action) => action !== before);
  if (before?.signal.lifecycleActionToken === signal.lifecycleActionToken) {
    const isEarlier = (signal.sentAt ?? Infinity) < (before.signal.sentAt ?? Infinity);
    return isEarlier ? { ...memory, lifecycleActions: [...others, { ...before, signal }] } : memory;
  }
  if ((signal.sentAt ?? Infinity) < (before?.signal.sentAt ?? -Infinity)) return memory;
  const kept = others.length < hooksKept ? others : withoutOldestOfOthers(others);
  if (kept === undefined) return memory;
  return { ...memory, ...reopened(memory), lifecycleActions: [...kept, superseding(before, signal, memory)] };
}

/**
 * While the instance is seen waiting, a new token is a new name for the same wait: its hook, its ceiling and whose it is stay as
 * they were.
 */
function superseding(
  before: LifecycleAction | undefined,
  signal: TerminateLifecycleAction,
  { confirmedAt, doubt }: Memory,
): LifecycleAction {
  const isSameWait = confirmedAt !== undefined && doubt === undefined && before?.ended === false;
  if (!isSameWait) {
    // Without a time of its own it may be an old message: it does not move the hook's ceiling out.
    return { ...newLifecycleAction(signal), firstAskedAt: before?.firstAskedAt };
  }
  const sentAt = before.signal.sentAt ?? before.firstAskedAt ?? signal.sentAt;
  return { ...before, signal: { ...signal, sentAt }, tokenIsStale: false, noActiveActionSince: undefined };
}

/** Undefined when all of them are ours. */
function withoutOldestOfOthers(actions: readonly LifecycleAction[]): readonly LifecycleAction[] | undefined {
  const oldest = actions.find(({ isOurs }) => !isOurs);
  return oldest && actions.filter((action) => action !== oldest);
}

/** The last request says what becomes of the instance afterwards; of the deadlines the earliest rules. */
function receiveRequest(memory: Memory, request: OperatorRequest): Memory {
  const deadlines = [memory.signalDeadlineAt, request.deadlineAt].filter((at) => at !== undefined);
  return {
    ...memory,
    ...reopened(memory),
    operatorRequest: request,
    signalDeadlineAt: deadlines.length > 0 ? Math.min(...deadlines) : undefined,
  };
}
