/** One record: a drain is asked for, or woken, or there is nothing to be done. */
import type { InterruptionNotice } from '../domain/notice';
import type { ParsedRecord } from '../events/lambda-event';
import type { Parsed } from '../events/parsed';
import type { Outcome, StarterHost } from './host';
import { inTime } from '../temporal/time-limit';
import { isServed, NotServedError } from './served';
import { RefusedNoticeError, startDrain } from '../temporal/start-drain';
import { askTemporal } from './temporal-link';
import { wakeDrain } from './wake-drain';

/** What became of one thing that a record asks for. */
export interface NoticeResult {
  readonly outcome: Exclude<Outcome, 'Failed'>;
  readonly workflowId?: string;
}

export type RecordResult =
  | { readonly recordId: string; readonly results: readonly NoticeResult[] }
  /** It is worth trying again: all that is not known to be in vain is. */
  | { readonly recordId: string; readonly failure: unknown };

/**
 * A hint is worth so much waiting and no second try: the drain observes when its own timer fires. With Temporal down, every task that stops
 * would otherwise hold a function for as long as it may run, three times over, and be a dead letter among those that matter.
 */
const hintWithinMs = 5_000;

/**
 * Total. What can never succeed is logged once and is not a failure.
 * @param by when it has to be done, in milliseconds since the epoch
 */
export async function handleRecord(
  record: ParsedRecord,
  host: StarterHost,
  by: number,
): Promise<RecordResult> {
  const { recordId, messageKind: kind, sentAt, parsed } = record;
  const { log, metrics } = host;
  const isHint = parsed.kind === 'wake';
  const until = isHint ? Math.min(by, Date.now() + hintWithinMs) : by;
  if (sentAt !== undefined) metrics.eventAge(kind, Math.max(0, Date.now() - sentAt));
  try {
    const results = await inTime(
      handle(parsed, host, { recordId, kind }, until),
      until,
      `record ${recordId}`,
    );
    for (const { outcome } of results) metrics.count(kind, outcome);
    return { recordId, results };
  } catch (failure) {
    if (isHint) {
      log.error('drain not woken, it observes when its own timer fires', { recordId, kind, error: failure });
      metrics.count(kind, 'NotWoken');
      return { recordId, results: [{ outcome: 'NotWoken' }] };
    }
    log.error('record failed, to be tried again', { recordId, kind, error: failure });
    metrics.count(kind, 'Failed');
    return { recordId, failure };
  }
}

/** What each line of the log says. */
interface About {
  readonly recordId: string;
  readonly kind: string;
}

type Notices = Extract<Parsed, { readonly kind: 'notices' }>;
type Wake = Extract<Parsed, { readonly kind: 'wake' }>;

async function handle(
  parsed: Parsed,
  host: StarterHost,
  about: About,
  by: number,
): Promise<readonly NoticeResult[]> {
  switch (parsed.kind) {
    case 'notices':
      if (!isServed(parsed.accountRegion, host.served)) throw new NotServedError(parsed.accountRegion);
      return startDrains(parsed, host, about, by);
    case 'wake':
      if (!isServed(parsed.accountRegion, host.served)) return [{ outcome: 'Ignored' }];
      return [await wake(parsed, host, about, by)];
    case 'ignored':
      host.log.info('message ignored', { ...about, reason: parsed.reason });
      return [{ outcome: 'Ignored' }];
    case 'malformed':
      host.log.error('message malformed', { ...about, issues: parsed.issues });
      return [{ outcome: 'Malformed' }];
  }
}

/** @throws the first failure, after all were tried */
async function startDrains(
  parsed: Notices,
  host: StarterHost,
  about: About,
  by: number,
): Promise<readonly NoticeResult[]> {
  const tried = await Promise.allSettled(
    parsed.notices.map((notice) => start(notice, parsed, host, about, by)),
  );
  return tried.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

async function start(
  notice: InterruptionNotice,
  { accountRegion, clusterHint }: Notices,
  { temporal, log }: StarterHost,
  about: About,
  by: number,
): Promise<NoticeResult> {
  try {
    const { workflowId, was } = await askTemporal(temporal, by, (client, answerBy) =>
      startDrain(client, notice, accountRegion, clusterHint, answerBy),
    );
    const isCancelled = was === 'cancelled';
    log.info(isCancelled ? 'drain was cancelled, not started again' : 'drain asked for', {
      ...about,
      workflowId,
    });
    return { outcome: isCancelled ? 'StayedCancelled' : 'AskedFor', workflowId };
  } catch (error) {
    if (!(error instanceof RefusedNoticeError)) throw error;
    log.error('message malformed', { ...about, issues: [error.message] });
    return { outcome: 'Malformed' };
  }
}

async function wake(
  { containerInstanceId, task, accountRegion }: Wake,
  { temporal, log }: StarterHost,
  about: About,
  by: number,
): Promise<NoticeResult> {
  const workflowId = await askTemporal(temporal, by, (client, answerBy) =>
    wakeDrain(client, containerInstanceId, task, accountRegion, answerBy),
  );
  // Most tasks stop where nothing is drained: a line for each would be all that the log is about.
  if (workflowId === undefined) return { outcome: 'Ignored' };
  log.info('drain woken', { ...about, workflowId });
  return { outcome: 'Woken', workflowId };
}
