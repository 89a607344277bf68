/** A drain's decision, as a local activity: the recorded state in, the plan for the driver out. */
import { log } from '@temporalio/activity';
import type { DecisionRequest, End, Plan } from '../../../workflows/driver/plan';
import {
  decide,
  starting,
  type Decision,
  type Checkpoint,
  type WorkerSettings,
} from '../../../domain/drain/decide';
import { endMetricsOf } from '../../../domain/drain/end-metrics';
import { completedHooks } from '../../../domain/drain/hooks/hooks';
import { newDrainState, type DrainState } from '../../../domain/drain/state/drain-state';
import { identitiesIn } from '../../../domain/drain/state/apply-notice';
import { cancelledAtOf } from '../../../domain/drain/state/progress';
import { isEc2InstanceId } from '../../../domain/notice';
import {
  changedParts,
  checkpointIn,
  recordedStateOf,
  type RecordedState,
} from '../../../domain/drain/state/recorded-state';
import { labelsOf } from '../../../domain/drain/status/labels';
import { detailsParts, detailsPartNames } from '../../../domain/drain/status/details';
import { statusOf, type Status } from '../../../domain/drain/status/status';
import { timerSummary } from '../../../domain/drain/status/format-status';
import { keysToWakeBy } from '../../../domain/drain/schedule/wake';
import type { DrainMemo, DrainResult } from '../../../workflows/drain.api';
import { searchAttributesOf } from '../../../temporal/search-attribute-keys';
import { textsIn } from '../../../temporal/cancelled';
import { callOf, observationOf } from './calls';
import { changedIn, isDifferent } from '../../changed-in';
import { drainInputOf } from './inputs';
import { logChanges } from './log-changes';

/** Throws where the state is not understood, or what is decided is at fault: nothing was done, and the driver asks again. */
export const createDecideDrain =
  (settings: WorkerSettings) =>
  (request: DecisionRequest): Promise<Plan> => {
    if (!isDrainStart(request.start)) return Promise.resolve(badInput);
    const { ec2InstanceId, cancelled } = request.start;
    const { now, runId, state: recorded } = request;
    const before = recorded
      ? checkpointIn(recorded)
      : starting(newDrainState(ec2InstanceId, now, textsIn(cancelled)), now);
    const inputs = request.inputs.map((input) => drainInputOf(input, before.state));
    const decision = decide(before, inputs, settings, { now, runId });
    for (const payload of decision.ignored)
      log.warn('ignored a notice that is not understood', { notice: payload });
    logChanges(recorded && before, decision);
    return Promise.resolve(planOf(request, before, decision));
  };

const badInput: Plan = {
  state: {},
  details: '',
  end: { kind: 'failed', type: 'BadInput', message: 'expected one argument, {"ec2InstanceId": "i-…"}' },
};

/** Starters send nothing else; an operator may send anything. */
const isDrainStart = (
  start: unknown,
): start is { readonly ec2InstanceId: string; readonly cancelled?: unknown } =>
  typeof start === 'object' &&
  start !== null &&
  'ec2InstanceId' in start &&
  isEc2InstanceId(start.ec2InstanceId);

function planOf({ state: recorded }: DecisionRequest, before: Checkpoint, decision: Decision): Plan {
  const { state, phase, reason, decidedAt, observeAt, action, observation, replies } = decision;
  const status = statusOf(state, phase, reason, decidedAt, observeAt);
  const isFirst = recorded === undefined;
  const wakeWhen = keysToWakeBy(state);
  return {
    state: changedParts(recorded, {
      ...recordedStateOf(decision),
      observation: observation ?? null,
      ...recordedDetails(status),
    }),
    replies,
    action: action && callOf(action, decision),
    observation: observationOf(decision, {
      summary: summaryOf(status),
      wakeWhen: isFirst || isDifferent(wakeWhen, keysToWakeBy(before.state)) ? wakeWhen : undefined,
    }),
    details: { parts: detailsPartNames },
    searchAttributes: isFirst ? labelled(decision) : changedIn(labelled(before), labelled(decision)),
    memo: changedMemo(before.state, state),
    endsInThisRun: cancelledAtOf(state.progress) === undefined ? undefined : true,
    end: action || observation ? undefined : endOf(decision),
  };
}

/** Each part is recorded where it has changed; an empty one is none. */
const recordedDetails = (status: Status): RecordedState =>
  status.phase === 'starting'
    ? { detailsPhase: '**starting**: nothing was observed yet' }
    : Object.fromEntries(
        Object.entries(detailsParts(status)).map(([name, text]) => [name, text === '' ? null : text]),
      );

const summaryOf = (status: Status): string =>
  status.phase === 'starting' ? 'starting' : timerSummary(status);

/** Starters read the memo. The start's memo says what was cancelled before, until an operator's request clears it. */
function changedMemo(before: DrainState, after: DrainState): Partial<DrainMemo> | undefined {
  const askedFor = identitiesIn(after);
  const memo = {
    ...(isDifferent(identitiesIn(before), askedFor) && { askedFor }),
    ...(isDifferent(before.cancelled, after.cancelled) && { cancelled: after.cancelled }),
  };
  return Object.keys(memo).length > 0 ? memo : undefined;
}

/** Each label is a text. */
const labelled = ({ state, phase }: Checkpoint): Record<string, string> =>
  Object.fromEntries(
    searchAttributesOf(labelsOf(state, phase)).map(({ key, value }) => [key.name, String(value)]),
  );

function endOf({ state, decidedAt }: Decision): End | undefined {
  const { progress, tasksStopped, heartbeats } = state;
  if (progress.kind !== 'ended') return undefined;
  const { outcome, cancelledAt } = progress;
  const { trigger, mode, seconds } = endMetricsOf(state, outcome, decidedAt);
  const phases = (['draining', 'emptied', 'ended'] as const).flatMap((until) =>
    seconds[until] === undefined
      ? []
      : [{ metric: 'drainPhase' as const, labels: { until, mode }, seconds: seconds[until] }],
  );
  const counts = [{ metric: 'drainsEnded' as const, labels: { outcome, trigger, mode } }, ...phases];
  if (cancelledAt !== undefined) return { kind: 'cancelled', counts };
  const result: DrainResult = { outcome, tasksStopped, heartbeats, completedHooks: completedHooks(state) };
  return { kind: 'completed', result, counts };
}
