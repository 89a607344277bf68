/** What a drain says after an observation, and what it would have said had AWS answered in another order. */
import { isDeepStrictEqual } from 'node:util';
import type { Action } from '../../../src/domain/drain/actions';
import type { DrainState } from '../../../src/domain/drain/state/drain-state';
import type {
  ObservationResult,
  Part,
  TasksObservation,
} from '../../../src/domain/drain/observation/observation';
import type { Plan } from '../../../src/domain/drain/plan';
import { reconcile } from '../../../src/domain/drain/reconcile';
import type { Status } from '../../../src/domain/drain/status/status';
import { details } from '../../../src/domain/drain/status/details';
import { headline, timerSummary } from '../../../src/domain/drain/status/format-status';
import type { Saying } from './story';

export function sayingOf(result: ObservationResult, before: DrainState, decided: Plan, now: number): Saying {
  // Apart from what signals told of meanwhile, for which the decision observes sooner.
  const planned = reconcile(result, before, now);
  const again = reconcile(permuted(result), before, now);
  const words = wordsOf(planned.status, now);
  return {
    observedAt: result.requestedAt,
    at: now,
    isOver: decided.status.outcome !== undefined,
    deadline: decided.status.deadline,
    words: Object.values(words).join('\n'),
    wordsPermuted: Object.values(wordsOf(again.status, now)).join('\n'),
    longest: {
      timer: words.timer.length,
      headline: words.headline.length,
      details: words.details.length,
    },
    planned: decided.status.planned,
    toldIfActing: toldIfActing(result, before, now),
    isRepeatable:
      isDeepStrictEqual(again.action, decided.action) &&
      again.nextObservationAt === planned.nextObservationAt,
  };
}

const toldIfActing = (result: ObservationResult, before: DrainState, now: number): Action | undefined =>
  result.spec.mode === 'live'
    ? undefined
    : reconcile({ ...result, spec: { ...result.spec, mode: 'live' } }, before, now).action;

const wordsOf = (status: Status, now: number) => ({
  timer: timerSummary(status),
  headline: headline(status, now),
  details: details(status),
});

const backwards = <T>(part: Part<readonly T[]> | undefined): Part<readonly T[]> | undefined =>
  part?.kind === 'known' ? { ...part, value: part.value.toReversed() } : part;

const tasksBackwards = (part: Part<TasksObservation> | undefined): Part<TasksObservation> | undefined =>
  part?.kind === 'known' ? { ...part, value: { ...part.value, tasks: part.value.tasks.toReversed() } } : part;

const permuted = (result: ObservationResult): ObservationResult => ({
  ...result,
  observation: {
    ...result.observation,
    lifecycleHooks: result.observation.lifecycleHooks.toReversed(),
    tasks: tasksBackwards(result.observation.tasks),
    services: backwards(result.observation.services),
    stopTimeouts: result.observation.stopTimeouts?.toReversed(),
    protections: backwards(result.observation.protections),
  },
});
