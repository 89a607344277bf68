import type { Client } from '@temporalio/client';
import { parseEvent, type ParsedRecord } from '../signals/lambda-event';
import type { Parsed } from '../signals/parsed';
import { startDrain } from './start-drain';

export interface StarterLog {
  info(message: string, fields: Record<string, unknown>): void;
  error(message: string, fields: Record<string, unknown>): void;
}

/** What became of each record. */
export interface StarterResult {
  readonly started: readonly string[];
  readonly ignored: number;
  readonly malformed: number;
}

/**
 * Starts a drain for every record that asks for one. A record that can never succeed is logged once and passed over.
 * @throws AggregateError after all records were tried, if Temporal did not take some: Lambda then tries the event again,
 *   which does no harm to those that were taken
 */
export async function handleEvent(
  event: unknown,
  client: () => Promise<Client>,
  log: StarterLog,
): Promise<StarterResult> {
  const { records } = parseEvent(event);
  const outcomes = await Promise.allSettled(records.map((record) => handleRecord(record, client, log)));
  const failures: unknown[] = [];
  const started: string[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') failures.push(outcome.reason);
    else started.push(...outcome.value);
  }
  if (failures.length > 0) {
    throw new AggregateError(
      failures,
      `Temporal did not take ${failures.length} of ${records.length} records: ${String(failures[0])}`,
    );
  }
  const count = (kind: Parsed['kind']) => records.filter(({ parsed }) => parsed.kind === kind).length;
  return { started, ignored: count('ignored'), malformed: count('malformed') };
}

async function handleRecord(
  { recordId, parsed }: ParsedRecord,
  client: () => Promise<Client>,
  log: StarterLog,
): Promise<string[]> {
  switch (parsed.kind) {
    case 'signal': {
      const temporal = await client();
      const drains = await Promise.all(
        parsed.signals.map((signal) => startDrain(temporal, signal, parsed.place, parsed.clusterHint)),
      );
      for (const { workflowId, was } of drains) {
        const text =
          was === 'cancelled' ? 'drain was cancelled by a person, not started again' : 'drain asked for';
        log.info(text, { recordId, workflowId, kind: parsed.signals[0]?.kind });
      }
      return drains.flatMap(({ workflowId, was }) => (was === 'cancelled' ? [] : [workflowId]));
    }
    case 'wake':
      return []; // not yet
    case 'ignored':
      log.info('message ignored', { recordId, reason: parsed.reason });
      return [];
    case 'malformed':
      log.error('message malformed', { recordId, issues: parsed.issues });
      return [];
  }
}
