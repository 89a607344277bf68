/** All that is found of an account and Region: of Temporal from here, of AWS by a worker there. */
import type { Client } from '@temporalio/client';
import { pollersOf } from '../pollers';
import type { AccountRegion } from '../../domain/account-region';
import { listOf } from '../../domain/format/text';
import { taskQueueOf } from '../../domain/task-queue';
import { deepestMessage, isOutOfTime } from '../errors';
import { askWorker } from './ask-worker';
import { checkNames, checks, type CheckName } from '../../domain/doctor/checks';
import { found, notChecked, ok, sorted, type Finding } from '../../domain/doctor/finding';
import { temporalFindings } from '../../domain/doctor/temporal/findings';
import { observeTemporal } from './observe';

/** @param withinMs how long a worker may take */
export async function runDoctor(
  client: Client,
  accountRegion: AccountRegion,
  withinMs: number,
): Promise<readonly Finding[]> {
  const [facts, ofAws] = await Promise.all([
    observeTemporal(client, accountRegion),
    doctorAws(client, accountRegion, withinMs),
  ]);
  return sorted([...temporalFindings(facts, Date.now()), ...ofAws]);
}

/** Where Temporal itself is out of reach nothing else can be asked. */
export const unreachable = (
  problem: 'temporal-unreachable' | 'namespace-missing',
  says: string,
): readonly Finding[] => [
  found(problem, says),
  ...checkNames.filter((check) => check !== 'temporal').map((check) => notChecked(check, says)),
];

async function doctorAws(
  client: Client,
  accountRegion: AccountRegion,
  withinMs: number,
): Promise<readonly Finding[]> {
  const taskQueue = taskQueueOf(accountRegion);
  const pollers = await pollersOf(client, accountRegion).catch(() => undefined);
  if (pollers?.length === 0)
    return [found('no-worker', taskQueue), ...nothingOfAws(`no worker polls ${taskQueue}`)];
  try {
    const findings = await askWorker(client, accountRegion, withinMs);
    return [ok('worker', `of ${taskQueue}: ${listOf(pollers ?? ['one'])}`), ...findings];
  } catch (error) {
    const reason = isOutOfTime(error) ? `no answer within ${withinMs / 1000} s` : deepestMessage(error);
    return [
      found('worker-does-not-answer', `${taskQueue}: ${reason}`),
      ...nothingOfAws('no worker has answered'),
    ];
  }
}

const nothingOfAws = (reason: string): readonly Finding[] =>
  checkNames.filter(isOfWorker).map((check) => notChecked(check, reason));

const isOfWorker = (check: CheckName): boolean => checks[check].by === 'worker';
