import type { EventBridgeEvent, LocalAws } from '../../src/index';

/** What the default event bus has carried of this type, in order. */
export const eventsOf = (aws: LocalAws, detailType: string): EventBridgeEvent[] =>
  aws.record.entries.flatMap((entry) =>
    entry.kind === 'event' && entry.event['detail-type'] === detailType ? entry.event : [],
  );
