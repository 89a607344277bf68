import type { Client } from '@temporalio/client';
import { defaultParseOptions } from '../../src/events/message-kind';
import { noMetrics, type StarterHost } from '../../src/starter/host';
import { sourceOf } from '../../src/starter/temporal-link';

/** A starter that says nothing. */
export const quietHost = (client: Client): StarterHost => ({
  temporal: sourceOf(client),
  log: { info: () => undefined, error: () => undefined },
  metrics: noMetrics,
  options: defaultParseOptions,
  served: 'all',
});
