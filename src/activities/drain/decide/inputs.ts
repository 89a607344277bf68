/** What the driver tells a drain's decision, in the decision's own terms. */
import type { Answered, ActivityFailureInfo, Input } from '../../../workflows/driver/plan';
import type { Action, ActionResult } from '../../../domain/drain/actions';
import type { DrainInput } from '../../../domain/drain/decide';
import type { PublishOutcome } from '../../../domain/drain/closing-actions';
import { isCancelledAction } from '../../../domain/drain/sent-calls';
import { nextObservation } from '../../../domain/drain/observation/observation-request';
import type { DrainState } from '../../../domain/drain/state/drain-state';
import {
  isCallError,
  nothingSeen,
  type Observation,
  type CallError,
} from '../../../domain/drain/observation/observation';

export function drainInputOf(input: Input, state: DrainState): DrainInput {
  switch (input.kind) {
    case 'signal':
      return { kind: 'signal', payload: input.payload };
    case 'command':
      return { kind: 'command', id: input.id, name: input.name, payload: input.payload };
    case 'cancel':
      return { kind: 'cancel', at: input.at };
    case 'observed':
      return { kind: 'observed', observation: observationIn(input, state), requestedAt: input.requestedAt };
    case 'acted':
      return { kind: 'acted', action: actionIn(input), result: resultOf(input) };
  }
}

/** Where the observation itself failed, all that it was to ask is unknown. */
function observationIn({ answer, requestedAt }: Answered, state: DrainState): Observation {
  if (answer.kind === 'returned') return answer.value as Observation; // what `observe` answers
  const failure = answer.kind === 'failed' ? answer.failure : interruption;
  return nothingSeen(nextObservation(state, requestedAt), callErrorOf('observe', failure));
}

const interruption: ActivityFailureInfo = {
  type: 'Cancelled',
  message: 'it was cancelled',
  details: undefined,
};

const actionIn = ({ call }: Answered) => call.args[0] as Action | PublishOutcome; // every action's only argument

function resultOf(acted: Answered): ActionResult {
  const { answer } = acted;
  switch (answer.kind) {
    case 'returned':
      return { kind: answer.value as 'done' | 'no-active-action' | 'paused' }; // what the acting activities answer
    case 'failed':
      return { kind: 'failed', callError: callErrorOf(actionIn(acted).kind, answer.failure) };
    case 'interrupted':
      return { kind: 'interrupted', sent: answer.wasStarted && mayHaveLeft(answer.details) };
  }
}

/** An attempt that says nothing, as its worker is frozen or dead, may have sent something. */
const mayHaveLeft = (details: unknown): boolean =>
  !isCancelledAction(details) || details.sent.some(({ answer }) => answer !== 'refused');

/** What the activity reported, or else what Temporal says of it, such as a worker that died. */
function callErrorOf(
  operation: CallError['operation'],
  { type, message, details }: ActivityFailureInfo,
): CallError {
  return isCallError(details) ? details : { operation, code: type, message, cause: 'transient' };
}
