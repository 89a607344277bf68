/** What a drain says after a look, and what it would have said had AWS answered in another order. */
import { isDeepStrictEqual } from 'node:util';
import type { Action } from '../../../src/domain/drain/actions';
import type { Memory } from '../../../src/domain/drain/state/memory';
import type { Look, Part, TasksLook } from '../../../src/domain/drain/observation/observation';
import type { Plan } from '../../../src/domain/drain/plan';
import { reconcile } from '../../../src/domain/drain/reconcile';
import type { Status } from '../../../src/domain/drain/status/status';
import { details } from '../../../src/domain/drain/status/page';
import { headline, timerSummary } from '../../../src/domain/drain/status/words';
import type { Saying } from './story';

export function sayingOf(look: Look, before: Memory, decided: Plan, now: number): Saying {
  // Apart from what signals told of meanwhile, for which the decision observes sooner.
  const planned = reconcile(look, before, now);
  const again = reconcile(permuted(look), before, now);
  const words = wordsOf(planned.status, now);
  return {
    lookedAt: look.askedAt,
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
    toldIfActing: toldIfActing(look, before, now),
    isRepeatable:
      isDeepStrictEqual(again.action, decided.action) && again.lookAgainAt === planned.lookAgainAt,
  };
}

const toldIfActing = (look: Look, before: Memory, now: number): Action | undefined =>
  look.spec.mode === 'live'
    ? undefined
    : reconcile({ ...look, spec: { ...look.spec, mode: 'live' } }, before, now).action;

const wordsOf = (status: Status, now: number) => ({
  timer: timerSummary(status),
  headline: headline(status, now),
  details: details(status),
});

const backwards = <T>(part: Part<readonly T[]> | undefined): Part<readonly T[]> | undefined =>
  part?.kind === 'known' ? { ...part, value: part.value.toReversed() } : part;

const tasksBackwards = (part: Part<TasksLook> | undefined): Part<TasksLook> | undefined =>
  part?.kind === 'known' ? { ...part, value: { ...part.value, tasks: part.value.tasks.toReversed() } } : part;

const permuted = (look: Look): Look => ({
  ...look,
  observation: {
    ...look.observation,
    lifecycleHooks: look.observation.lifecycleHooks.toReversed(),
    tasks: tasksBackwards(look.observation.tasks),
    services: backwards(look.observation.services),
    stopTimeouts: look.observation.stopTimeouts?.toReversed(),
    protections: backwards(look.observation.protections),
  },
});
