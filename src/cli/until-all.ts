/** Orders to all drains of a place, and the wait until every one that runs says that it has seen it. */
import type { Client } from '@temporalio/client';
import type { TakenOrder } from '../reconcile/limits';
import type { Place } from '../reconcile/place';
import type { Status } from '../reconcile/status/status';
import { askStatuses } from './drain-status';
import type { Cli } from './command';
import { ExitCode } from './exit-codes';
import { answerWithinMs } from './orders';
import { pauseFor } from './pause';
import { drainQuery } from './visibility-query';

export interface Progress {
  /** Instances whose drain says so, or has ended. */
  readonly done: readonly string[];
  /** Those that do not say so yet, or do not answer. */
  readonly waiting: readonly string[];
}

const betweenLooksMs = 1_000;

/** @param says what a status has to say; one that has ended always counts, and one that has not looked yet does not */
export async function untilAllSay(
  client: Client,
  where: Place,
  says: (status: Status) => boolean,
  { output, interrupted }: Pick<Cli, 'output' | 'interrupted'>,
  word: string,
  withinMs: number,
): Promise<Progress> {
  const giveUpAt = Date.now() + withinMs;
  let told = '';
  for (;;) {
    const progress = await look(client, where, says);
    const { done, waiting } = progress;
    const news = `${done.length} of ${done.length + waiting.length} drains ${word}`;
    if (news !== told) output.tell(news);
    told = news;
    if (waiting.length === 0 || interrupted.aborted || Date.now() > giveUpAt) return progress;
    await pauseFor(betweenLooksMs, interrupted);
  }
}

async function look(client: Client, where: Place, says: (status: Status) => boolean): Promise<Progress> {
  const runs: { workflowId: string; runId: string; taskQueue: string }[] = [];
  for await (const run of client.workflow.list({ query: drainQuery(where) })) runs.push(run);
  const answers = await askStatuses(client, runs);
  const done: string[] = [];
  const waiting: string[] = [];
  runs.forEach(({ workflowId }, index) => {
    const answer = answers[index];
    const status = answer?.kind === 'status' ? answer.status : undefined;
    const isDone = status !== undefined && (status.outcome !== undefined || says(status));
    (isDone ? done : waiting).push(workflowId.replace(/^drain-/, ''));
  });
  return { done, waiting };
}

/** Sends an order to all drains of a place, which needs a worker there to answer. */
export const sendToAll = (client: Client, send: () => Promise<TakenOrder>): Promise<TakenOrder> =>
  client.withDeadline(Date.now() + answerWithinMs, send);

/** The answer of a command to all drains of a place, and its exit code. */
export function tellAll(answer: Progress & { readonly order: TakenOrder }, word: string, cli: Cli): ExitCode {
  const { done, waiting } = answer;
  const soFar = done.length === 0 ? `no drain is ${word}` : `${done.length} drains are ${word}`;
  cli.output.give(answer, () => {
    if (waiting.length > 0) return `${soFar}, and these have not said so: ${waiting.join(', ')}`;
    return done.length === 0 ? 'no drain runs' : `all ${done.length} drains are ${word}`;
  });
  if (waiting.length === 0) return ExitCode.Done;
  return cli.interrupted.aborted ? ExitCode.Interrupted : ExitCode.NoAnswer;
}
