/** An event as Lambda hands it over: every record by itself, then an answer that has Lambda try again what is worth it. */
import { mapInChunks } from '../domain/chunks';
import { parseEvent } from '../events/lambda-event';
import { handleRecord, type NoticeResult, type RecordResult } from './handle-record';
import type { StarterHost } from './host';

/** What became of the records. */
export interface StarterResult {
  /** Workflow ids of the drains that were asked for. */
  readonly started: readonly string[];
  /** Of those that an operator cancelled, and that were not started again. */
  readonly stayedCancelled: readonly string[];
  readonly woken: readonly string[];
  readonly ignored: number;
  /** Can never succeed, and are not tried again. */
  readonly malformed: number;
}

/**
 * The records that a queue is to keep.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export interface QueueResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Used where Lambda does not say how much time is left. */
const answerWithinMs = 20_000;

/**
 * Starts a drain for every record that asks for one, and wakes those that records are news for.
 * @param by when it has to be done, in milliseconds since the epoch
 * @returns for records of a queue those that it is to keep; their function has to report batch item failures
 * @throws AggregateError after all records were tried, if some of SNS's or EventBridge's are worth trying again, or all of a
 *   queue's: Lambda then tries the event again, which does no harm to those that were taken
 */
export async function handleEvent(
  event: unknown,
  host: StarterHost,
  by = Date.now() + answerWithinMs,
): Promise<StarterResult | QueueResult> {
  const { source, records } = parseEvent(event, host.options);
  const handled = await mapInChunks(records, atOnce, (record) => handleRecord(record, host, by));
  const failed = handled.flatMap((record) => ('failure' in record ? [record] : []));
  // Where all failed Lambda is told by a failure: it keeps them all also where nobody has set up reports of single ones.
  if (source === 'sqs' && failed.length < records.length)
    return { batchItemFailures: failed.map(({ recordId }) => ({ itemIdentifier: recordId })) };
  if (failed.length > 0) {
    throw new AggregateError(
      failed.map(({ failure }) => failure),
      `${failed.length} of ${records.length} records were not taken: ${String(failed[0]?.failure)}`,
    );
  }
  return resultOf(handled);
}

/** So many records are under way at a time: a queue hands over up to ten thousand. */
const atOnce = 50;

function resultOf(handled: readonly RecordResult[]): StarterResult {
  const results = handled.flatMap((record) => ('results' in record ? record.results : []));
  const having = (outcome: NoticeResult['outcome']) => results.filter((result) => result.outcome === outcome);
  const idsHaving = (outcome: NoticeResult['outcome']) =>
    having(outcome).flatMap(({ workflowId = [] }) => workflowId);
  return {
    started: idsHaving('AskedFor'),
    stayedCancelled: idsHaving('StayedCancelled'),
    woken: idsHaving('Woken'),
    ignored: having('Ignored').length,
    malformed: having('Malformed').length,
  };
}
