/** One drain: a driver for what src/activities/drain/decide decides. */
import { metricMeter } from '@temporalio/workflow';
import { count } from '../metrics/instruments';
import { metrics } from '../metrics/metrics';
import {
  extendUpdate,
  pauseUpdate,
  noticeSignal,
  releaseUpdate,
  resumeUpdate,
  statusQuery,
  wakeSignal,
  type DrainInput,
  type DrainResult,
} from './drain.api';
import { drive } from './driver/driver';
import type { Messages } from './driver/handlers';
import type { Carried } from './driver/plan';

const attribution = '{"by": "you", "reason": "the reason"}';

const messages: Messages = {
  signals: { [noticeSignal.name]: 'The instance is leaving' },
  wakeUps: {
    [wakeSignal.name]:
      'Something may have changed: observe at once, or when the last task that is waited for has stopped',
  },
  commands: {
    [pauseUpdate.name]: `Send nothing to AWS but heartbeats, until resume. ${attribution}`,
    [resumeUpdate.name]: `End a pause. ${attribution}`,
    [releaseUpdate.name]: `Complete the lifecycle action now, whatever still runs. ${attribution}`,
    [extendUpdate.name]:
      'Move the deadline out. {"by": "you", "reason": "the reason", "until": "2026-01-31T12:00:00Z"}',
  },
  queries: { [statusQuery.name]: 'Where the drain stands, and why: ecs-drain describe shows it in words' },
};

/**
 * @param carried given by continue-as-new alone
 * @throws ApplicationFailure `BadInput`, when it was started by hand without an EC2 instance id
 */
export async function drainInstance(input: DrainInput, carried: Carried = {}): Promise<DrainResult> {
  if (carried.state === undefined) count(metricMeter, metrics.drainsStarted, {});
  return (await drive({
    decision: 'decideDrain',
    start: input,
    carried,
    messages,
    onObservation: (cause) => count(metricMeter, metrics.observations, { cause }),
  })) as DrainResult; // what the decision ends with
}
