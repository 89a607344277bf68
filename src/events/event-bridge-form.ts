/**
 * EventBridge's form of a message: an envelope, the same for all sources, around `detail`.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
 */
import { z } from 'zod';
import { isoInstant, accountRegionFields } from './transport-schema';
import type { Transport, Message } from './message-kind';

export const hasEventBridgeForm = (message: Message): boolean =>
  typeof message['source'] === 'string' && typeof message['detail-type'] === 'string';

/** Whether it is an event of that source and type. */
export const isEventOf = (
  message: Message,
  source: `aws.${string}`,
  detailType: string | RegExp,
): boolean => {
  const { source: itsSource, 'detail-type': itsType } = message;
  if (itsSource !== source || typeof itsType !== 'string') return false;
  return typeof detailType === 'string' ? itsType === detailType : detailType.test(itsType);
};

/** The envelope's own words: where the event is from, and when. */
export const envelopeSchema = z
  .object({ ...accountRegionFields, time: isoInstant })
  .transform(({ account, region, time }): Transport => ({
    kind: 'event-bus',
    // A bus tells of every hook, whatever that notifies.
    notificationTargetArn: undefined,
    accountRegion: { accountId: account, region },
    sentAt: time,
  }));
