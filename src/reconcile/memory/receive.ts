import { isSameHook, newLifecycleAction } from '../lifecycle-action';
import type { LeavingSignal, OperatorRequest, TerminateLifecycleAction } from '../signal';
import type { Memory } from './memory';

/** A signal arrived. It may add a hook, or a wish, to care for; it reopens a drain that was about to end; it never relaxes anything. */
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
  outcome: undefined,
});

/**
 * The same message again changes nothing, nor does one that was sent before the one that is known. Another token for the same
 * hook supersedes the one before; another hook is one more to care for.
 */
function receiveLifecycleAction(memory: Memory, signal: TerminateLifecycleAction): Memory {
  const before = memory.lifecycleActions.find((action) => isSameHook(action.signal, signal));
  if (before?.signal.lifecycleActionToken === signal.lifecycleActionToken) return memory;
  if ((signal.sentAt ?? Infinity) < (before?.signal.sentAt ?? -Infinity)) return memory;
  const others = memory.lifecycleActions.filter((action) => action !== before);
  // Without a time of its own it may be an old message: it does not move the hook's ceiling out.
  const action = { ...newLifecycleAction(signal), firstAskedAt: before?.firstAskedAt };
  return { ...memory, ...reopened(memory), lifecycleActions: [...others, action] };
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
