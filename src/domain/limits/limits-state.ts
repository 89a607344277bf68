/** The state of the limits, as their workflow keeps it: a part for each drain, so that a decision records only those that change. */
import { z } from 'zod';
import type { LimitsCheckpoint } from './decide-limits';
import { byUrgency } from './limits';
import { UnknownStateError, type RecordedState } from '../drain/state/recorded-state';

const version = 1;
const attribution = z.object({ by: z.string(), reason: z.string(), at: z.number() });
const corePart = z.looseObject({
  version: z.literal(version),
  paused: attribution.optional(),
  /** Who has a permit, in the order in which they got it. */
  permits: z.array(z.string()),
  told: z.object({ pausedAt: z.number().optional(), permits: z.array(z.string()) }),
});
const drainPart = z.looseObject({
  version: z.literal(version),
  request: z.object({
    ec2InstanceId: z.string(),
    clusterArn: z.string(),
    budget: z.number(),
    deadlineAt: z.number().optional(),
    requestedAt: z.number(),
  }),
});

/** @param before the parts of drains that are limited no more become null */
export function limitsStateOf({ limits, told }: LimitsCheckpoint, before: RecordedState = {}): RecordedState {
  const { allPaused: paused, permits, waiting } = limits;
  const parts: Record<string, unknown> = Object.fromEntries(Object.keys(before).map((name) => [name, null]));
  for (const request of [...permits, ...waiting]) parts[request.ec2InstanceId] = { version, request };
  parts['core'] = { version, paused, permits: permits.map(({ ec2InstanceId }) => ec2InstanceId), told };
  return JSON.parse(JSON.stringify(parts)) as RecordedState; // JSON's own contract
}

/** @throws UnknownStateError where a version wrote it that this one does not understand */
export function limitsIn(state: RecordedState): LimitsCheckpoint {
  try {
    const { core, ...drains } = state;
    const { paused, permits, told } = corePart.parse(core);
    const requests = new Map(
      Object.values(drains).map((drain) => {
        const { request } = drainPart.parse(drain);
        return [request.ec2InstanceId, { ...request, deadlineAt: request.deadlineAt }];
      }),
    );
    const waiting = [...requests.values()].filter(({ ec2InstanceId }) => !permits.includes(ec2InstanceId));
    return {
      limits: {
        allPaused: paused,
        permits: permits.flatMap((id) => requests.get(id) ?? []),
        waiting: waiting.sort(byUrgency),
      },
      told: { pausedAt: told.pausedAt, permits: told.permits },
    };
  } catch (error) {
    throw new UnknownStateError(
      `this worker does not understand the state of the limits: a worker of the version that wrote it has to go on: ${String(error)}`,
    );
  }
}
