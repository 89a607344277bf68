import { envelopeSchema } from './event-bridge-form';
import type { Message, ParseOptions } from './message-kind';
import { malformedBy } from './parsed';
import { recordIdOf, unknownRecord, type ParsedRecord } from './parsed-record';
import { parseMessage } from './registry';

/**
 * An event in EventBridge's form, as a bus delivers it. Where it is from is what its envelope says: AWS fills that in.
 * @param position names the record where `id` does not
 */
export function parseEventBridgeEvent(event: Message, position: string, options: ParseOptions): ParsedRecord {
  const recordId = recordIdOf(event['id'], position);
  const carrier = envelopeSchema.safeParse(event);
  if (!carrier.success) return unknownRecord(recordId, malformedBy(carrier.error));
  return { recordId, sentAt: carrier.data.sentAt, ...parseMessage(event, carrier.data, options) };
}
