/** Commands to all drains of an account and Region, and the wait until every one that runs says that it has seen it. */
import type { Client } from '@temporalio/client';
import type { AcceptedAttribution } from '../domain/limits/limits';
import type { AccountRegion } from '../domain/account-region';
import type { Status } from '../domain/drain/status/status';
import { ec2InstanceIdIn } from '../workflows/drain.api';
import { askStatuses } from './drain-status';
import type { Cli } from './command';
import { CliError } from './errors';
import { ExitCode } from './exit-codes';
import { answerWithinMs } from './send-command';
import { defaultPollIntervalMs, patientPoll, type Poll, type Waiter } from './patient-poll';
import { pauseFor } from './pause-for';
import { drainQuery } from './visibility-query';

export interface Progress {
  /** Instances whose drain says so, or has ended. */
  readonly done: readonly string[];
  /** Those that do not say so yet, or do not answer. */
  readonly waiting: readonly string[];
}

/**
 * Goes on while Temporal does not answer.
 * @param says what a status has to say; one that has ended always counts, and one that has not observed anything yet does not
 * @returns what was seen last
 * @throws CliError `Interrupted` or `NoAnswer` where nothing was seen
 */
export const untilAllSay = (
  client: Client,
  where: AccountRegion,
  says: (status: Status) => boolean,
  waiter: Waiter,
  word: string,
  withinMs: number,
): Promise<Progress> => untilAll(() => see(client, where, says), waiter, word, withinMs);

/** As {@link untilAllSay}, by observations of another kind. */
export async function untilAll(
  poll: Poll<Progress>,
  waiter: Waiter,
  word: string,
  withinMs: number,
): Promise<Progress> {
  const patiently = patientPoll(poll, waiter);
  const { output, interrupted, pollIntervalMs = defaultPollIntervalMs } = waiter;
  const giveUpAt = Date.now() + withinMs;
  let last: Progress | undefined;
  let lastNews: string | undefined;
  for (;;) {
    const progress = await patiently();
    const news = progress && formatProgress(progress, word);
    if (news !== undefined && news !== lastNews) output.report(news);
    lastNews = news;
    last = progress ?? last;
    if (progress?.waiting.length === 0 || interrupted.aborted || Date.now() > giveUpAt)
      return last ?? nothingSeen(interrupted);
    await pauseFor(pollIntervalMs, interrupted);
  }
}

const formatProgress = ({ done, waiting }: Progress, word: string): string =>
  `${done.length} of ${done.length + waiting.length} drains ${word}`;

function nothingSeen({ aborted }: AbortSignal): never {
  throw new CliError(
    aborted ? ExitCode.Interrupted : ExitCode.NoAnswer,
    'the command is accepted; which drains have seen it is not known',
  );
}

async function see(
  client: Client,
  where: AccountRegion,
  says: (status: Status) => boolean,
): Promise<Progress> {
  const runs: { workflowId: string; runId: string; taskQueue: string }[] = [];
  await client.withDeadline(Date.now() + answerWithinMs, async () => {
    for await (const run of client.workflow.list({ query: drainQuery(where) })) runs.push(run);
  });
  const answers = await askStatuses(client, runs);
  const done: string[] = [];
  const waiting: string[] = [];
  runs.forEach(({ workflowId }, index) => {
    const answer = answers[index];
    const status = answer?.kind === 'status' ? answer.status : undefined;
    const isDone = status !== undefined && (status.outcome !== undefined || says(status));
    (isDone ? done : waiting).push(ec2InstanceIdIn(workflowId));
  });
  return { done, waiting };
}

/** Sends a command to all drains of an account and Region, which needs a worker there to answer. */
export const sendToAll = (
  client: Client,
  send: () => Promise<AcceptedAttribution>,
): Promise<AcceptedAttribution> => client.withDeadline(Date.now() + answerWithinMs, send);

/** The answer of a command to all drains of an account and Region, and its exit code. */
export function reportAll(
  answer: Progress & { readonly attribution: AcceptedAttribution },
  word: string,
  cli: Cli,
): ExitCode {
  const { done, waiting } = answer;
  const soFar = done.length === 0 ? `no drain is ${word}` : `${done.length} drains are ${word}`;
  cli.output.give(answer, () => {
    if (waiting.length > 0) return `${soFar}, and these have not said so: ${waiting.join(', ')}`;
    return done.length === 0 ? 'no drain runs' : `all ${done.length} drains are ${word}`;
  });
  if (waiting.length === 0) return ExitCode.Done;
  return cli.interrupted.aborted ? ExitCode.Interrupted : ExitCode.NoAnswer;
}
