import type { Environment } from './environment';
import { newUuid } from './ids';
import type { LocalAwsRecord } from './record';
import type { EventBridgeEvent } from './record-entries';

export type { EventBridgeEvent } from './record-entries';

export interface NewEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export const eventBridgeEvent = (env: Environment, event: NewEvent): EventBridgeEvent => ({
  version: '0',
  id: newUuid(),
  'detail-type': event.detailType,
  source: event.source,
  account: env.accountId,
  time: new Date(env.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
  region: env.region,
  resources: event.resources,
  detail: event.detail,
});

/** What the account's default event bus carries, as it is sent. */
export class Events {
  constructor(private readonly record: LocalAwsRecord) {}

  /** Calls `listener` for each event, after the change that it tells; returns a function that stops it. */
  subscribe(listener: (event: EventBridgeEvent) => void): () => void {
    return this.record.onEntry((entry) => {
      if (entry.kind === 'event') listener(entry.event);
    });
  }
}
