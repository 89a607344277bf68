/** The decision of the limits, as a local activity. */
import type { DecisionRequest, Input, Plan } from '../../workflows/driver/plan';
import type { LimitsActivities, LimitsMemo } from '../../workflows/limits.api';
import {
  decideLimits,
  noLimitsYet,
  type LimitsDecision,
  type LimitsInput,
  type LimitsCheckpoint,
  type TendRequest,
} from '../../domain/limits/decide-limits';
import { formatLimits } from '../../domain/limits/format-limits';
import { limitsIn, limitsStateOf } from '../../domain/limits/limits-state';
import { changedParts } from '../../domain/drain/state/recorded-state';
import { changedIn } from '../changed-in';

/** Throws where the state is not understood: nothing was done, and the driver asks again. */
export const createDecideLimits =
  () =>
  ({ state, inputs, now }: DecisionRequest): Promise<Plan> => {
    const before = state ? limitsIn(state) : noLimitsYet;
    const decision = decideLimits(before, inputs.flatMap(limitsInputOf), now);
    return Promise.resolve({
      state: changedParts(state, limitsStateOf(decision, state)),
      replies: decision.replies,
      observation: decision.tend && observationOf(decision.tend),
      details: formatLimits(decision.limits),
      memo: state === undefined ? memoOf(decision) : changedIn(memoOf(before), memoOf(decision)),
      // A cancel is not heeded: the limits would be lost, and so would a pause. They end by `resumeAll`, and with the drains.
      end: decision.isOver ? { kind: 'completed', result: null } : undefined,
    });
  };

function limitsInputOf(input: Input): LimitsInput[] {
  switch (input.kind) {
    case 'signal':
      return input.name === 'request-permit'
        ? [{ kind: 'request-permit', request: input.payload }]
        : [{ kind: 'return-permit', ec2InstanceId: input.payload }];
    case 'command':
      return [{ kind: 'update', id: input.id, name: input.name, attribution: input.payload }];
    case 'observed': {
      // Where drains could not be tended to, they are tended to again.
      if (input.answer.kind !== 'returned') return [];
      const { ended } = input.answer.value as Awaited<ReturnType<LimitsActivities['tendDrains']>>; // what it answers
      return [{ kind: 'tended', request: input.call.args[0] as TendRequest, ended }]; // what it was called with
    }
    case 'acted':
    case 'cancel':
      return [];
  }
}

const observationOf = ({ request, afterMs }: NonNullable<LimitsDecision['tend']>): Plan['observation'] => ({
  call: {
    activity: 'tendDrains' satisfies keyof LimitsActivities,
    args: [request],
    options: {
      startToCloseTimeout: 60_000,
      scheduleToCloseTimeout: 60_000,
      summary: request.check.length > 0 ? 'which drains with a permit still run' : 'wake drains',
    },
  },
  afterMs,
  summary: 'check the drains that have a permit',
});

/** Readable without a worker. */
const memoOf = ({ limits }: LimitsCheckpoint): LimitsMemo => ({
  paused: limits.allPaused ?? null,
  permits: limits.permits.map(({ ec2InstanceId }) => ec2InstanceId),
});
