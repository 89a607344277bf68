/** Follows a drain to its end, and tells where it stands whenever that changes. */
import type { Client } from '@temporalio/client';
import type { Outcome } from '../domain/drain/vocabulary/outcomes';
import { headline } from '../domain/drain/status/format-status';
import { noWorkerAnswers } from './drain-list';
import type { DrainRef } from './find-drain';
import { describeDrain, readDrain, resultOf, statusIn, type Execution, type OneDrain } from './one-drain';
import { answerWithinMs } from './send-command';
import { defaultPollIntervalMs, patientPoll, type Poll, type Waiter } from './patient-poll';
import { pauseFor } from './pause-for';

export interface Ending {
  readonly execution: Execution;
  /** Undefined where the drain could not say. */
  readonly outcome: Outcome | undefined;
  readonly tasksStopped: number | undefined;
}

/** What one observation has seen of a drain. */
export interface Sight {
  readonly news: string;
  /** Undefined while it runs. */
  readonly ending: Ending | undefined;
}

/**
 * Goes on while Temporal does not answer.
 * @returns how it ended; undefined where the operator, or the time given, ended the waiting
 */
export const followDrain = (
  client: Client,
  drain: DrainRef,
  waiter: Waiter,
  giveUpAt = Infinity,
): Promise<Ending | undefined> =>
  follow(
    () => client.withDeadline(Date.now() + answerWithinMs, () => see(client, drain)),
    drain.instance,
    waiter,
    giveUpAt,
  );

/** As {@link followDrain}, by observations of another kind. */
export async function follow(
  poll: Poll<Sight>,
  instance: string,
  waiter: Waiter,
  giveUpAt = Infinity,
): Promise<Ending | undefined> {
  const patiently = patientPoll(poll, waiter);
  const { output, interrupted, pollIntervalMs = defaultPollIntervalMs } = waiter;
  let last = '';
  while (!interrupted.aborted && Date.now() < giveUpAt) {
    const sight = await patiently();
    if (sight && sight.news !== last) output.report(`${instance}  ${sight.news}`);
    last = sight?.news ?? '';
    if (sight?.ending) return sight.ending;
    await pauseFor(pollIntervalMs, interrupted);
  }
  return undefined;
}

async function see(client: Client, ref: DrainRef): Promise<Sight> {
  const drain = await readDrain(client, ref);
  const isRunning = drain.description.status.name === 'RUNNING';
  return { news: newsOf(drain), ending: isRunning ? undefined : await endingOf(client, ref, drain) };
}

function newsOf(drain: OneDrain): string {
  const status = statusIn(drain);
  if (drain.answer.kind === 'silent') return noWorkerAnswers;
  if (drain.answer.kind === 'failed') return drain.answer.problem;
  // When the next observation comes changes with every second, and is no news.
  return status
    ? headline({ ...status, nextObservationAt: undefined }, Date.now())
    : 'has not observed anything yet';
}

async function endingOf(client: Client, ref: DrainRef, drain: OneDrain): Promise<Ending> {
  const result = await resultOf(client, await describeDrain(client, ref));
  const status = statusIn(drain);
  return {
    execution: drain.description.status.name,
    outcome: result?.outcome ?? status?.outcome,
    tasksStopped: result?.tasksStopped ?? status?.tasksStopped,
  };
}
