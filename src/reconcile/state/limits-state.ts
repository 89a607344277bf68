/** The state of the limits, as their workflow keeps it: a part for each drain, so that a decision records only those that change. */
import { z } from 'zod';
import type { LimitsStandpoint } from '../decide-limits';
import type { DrainState } from './state';
import { UnknownStateError } from './state';

const version = 1;
const order = z.object({ by: z.string(), why: z.string(), at: z.number() });
const corePart = z.looseObject({
  version: z.literal(version),
  paused: order.optional(),
  told: z.object({ pausedAt: z.number().optional(), turns: z.array(z.string()) }),
});
const drainPart = z.looseObject({
  version: z.literal(version),
  isGranted: z.boolean(),
  /** Its place among those that have a turn, or among those that wait. */
  place: z.number(),
  request: z.object({
    ec2InstanceId: z.string(),
    clusterArn: z.string(),
    budget: z.number(),
    deadlineAt: z.number().optional(),
    askedAt: z.number(),
  }),
});

export function limitsStateOf({ limits, told }: LimitsStandpoint, before: DrainState = {}): DrainState {
  const gone = Object.keys(before).flatMap((name) => (name === 'core' ? [] : [[name, null] as const]));
  const drains = (['turns', 'waiting'] as const).flatMap((list) =>
    limits[list].map((request, place) => [
      request.ec2InstanceId,
      { version, isGranted: list === 'turns', place, request },
    ]),
  );
  const state = {
    ...Object.fromEntries(gone),
    core: { version, paused: limits.paused, told },
    ...Object.fromEntries(drains),
  };
  return JSON.parse(JSON.stringify(state)) as DrainState; // JSON's own contract
}

/** @throws UnknownStateError where a version wrote it that this one does not understand */
export function limitsIn(state: DrainState): LimitsStandpoint {
  try {
    const { core, ...drains } = state;
    const { paused, told } = corePart.parse(core);
    const all = Object.values(drains)
      .map((drain) => drainPart.parse(drain))
      .sort((a, b) => a.place - b.place);
    const having = (isGranted: boolean) =>
      all
        .filter((one) => one.isGranted === isGranted)
        .map(({ request }) => ({ ...request, deadlineAt: request.deadlineAt }));
    return {
      limits: { paused, turns: having(true), waiting: having(false) },
      told: { pausedAt: told.pausedAt, turns: told.turns },
    };
  } catch (error) {
    throw new UnknownStateError(
      `this worker does not understand the state of the limits: a worker of the version that wrote it has to go on: ${String(error)}`,
    );
  }
}
