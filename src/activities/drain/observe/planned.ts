import { activityInfo } from '@temporalio/activity';
import { changesIn } from '../../../domain/drain/observation/changes';
import { observationRequest } from '../../../domain/drain/observation/observation-request';
import { knownHostIn } from '../../../domain/drain/state/recorded-state';
import type { DrainActivities } from '../drain-activities';
import type { Observe } from './observe';

/** An observation that was planned, made now: with the heartbeats that are due by Temporal's clock, and told as what has changed. */
export const createObservePlanned =
  (observe: Observe): DrainActivities['observe'] =>
  async (planned, host, tasks) => {
    const known = knownHostIn(host, tasks);
    const observation = await observe(
      observationRequest(planned, known, activityInfo().scheduledTimestampMs),
    );
    return changesIn(observation, planned, known);
  };
