/** Follows a drain to its end, and tells where it stands whenever that changes. */
import type { Client } from '@temporalio/client';
import type { Outcome } from '../reconcile/reasons';
import { headline } from '../reconcile/status/words';
import type { Cli } from './command';
import { noWorkerAnswers } from './drain-list';
import { describeDrain, readDrain, resultOf, statusIn, type Execution, type OneDrain } from './one-drain';
import { pauseFor } from './pause';

export interface Ending {
  readonly execution: Execution;
  /** Undefined where the drain could not say. */
  readonly outcome: Outcome | undefined;
  readonly tasksStopped: number | undefined;
}

const betweenLooksMs = 1_000;

/** @returns how it ended; undefined where the person, or the time given, ended the waiting */
export async function followDrain(
  client: Client,
  instance: string,
  { output, interrupted }: Pick<Cli, 'output' | 'interrupted'>,
  giveUpAt = Infinity,
): Promise<Ending | undefined> {
  let told = '';
  while (!interrupted.aborted && Date.now() < giveUpAt) {
    const drain = await readDrain(client, instance);
    const news = newsOf(drain);
    if (news !== told) output.tell(`${instance}  ${news}`);
    told = news;
    if (drain.description.status.name !== 'RUNNING') return endingOf(client, instance, drain);
    await pauseFor(betweenLooksMs, interrupted);
  }
  return undefined;
}

function newsOf(drain: OneDrain): string {
  const status = statusIn(drain);
  if (drain.answer.kind === 'silent') return noWorkerAnswers;
  if (drain.answer.kind === 'failed') return drain.answer.problem;
  // When the next look comes changes with every second, and is no news.
  return status ? headline({ ...status, lookAgainAt: undefined }, Date.now()) : 'has not looked yet';
}

async function endingOf(client: Client, instance: string, drain: OneDrain): Promise<Ending> {
  const result = await resultOf(client, await describeDrain(client, instance));
  const status = statusIn(drain);
  return {
    execution: drain.description.status.name,
    outcome: result?.outcome ?? status?.outcome,
    tasksStopped: result?.tasksStopped ?? status?.tasksStopped,
  };
}
