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
  const transport = envelopeSchema.safeParse(event);
  if (!transport.success) return unknownRecord(recordId, malformedBy(transport.error));
  return { recordId, sentAt: transport.data.sentAt, ...parseMessage(event, transport.data, options) };
}
