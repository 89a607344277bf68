import type { LocalAws } from '../../src/index';

/** The bodies that were sent to a queue, read as JSON, in order. */
export const bodiesIn = (aws: LocalAws, name: string): unknown[] =>
  aws.record.entries.flatMap((entry) =>
    entry.kind === 'queue-message' && entry.queueArn === aws.sqs.arnOf(name) && entry.change.what === 'sent'
      ? [JSON.parse(entry.change.body) as unknown]
      : [],
  );
