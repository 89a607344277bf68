import { activityInfo } from '@temporalio/activity';
import { changesIn } from '../../reconcile/changes';
import { lookRequest } from '../../reconcile/look-request';
import { knownHostIn } from '../../reconcile/state/state';
import type { Activities } from '../activities';
import type { Observe } from './index';

/** An observation that was planned, made now: with the heartbeats that are due by Temporal's clock, and told as what has changed. */
export const createObservePlanned =
  (observe: Observe): Activities['observe'] =>
  async (planned, host, tasks) => {
    const known = knownHostIn(host, tasks);
    const observation = await observe(lookRequest(planned, known, activityInfo().scheduledTimestampMs));
    return changesIn(observation, planned, known);
  };
