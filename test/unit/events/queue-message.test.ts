import { parseQueueMessage } from '../../../src/events/queue-message';
import { asText, fixture, inEnvelope, queueArn, sentAt, topicArn } from './support/events';

const body = asText(fixture('messages/terminate-lifecycle-action'));
const message = { messageId: 'm-1', body, queueArn, sentAt };

describe('a message of a queue', () => {
  it('that a hook notifies is of that queue, and has the id by which it is given back', () => {
    expect(parseQueueMessage(message)).toMatchObject({
      recordId: 'm-1',
      messageKind: 'terminate-lifecycle-action',
      sentAt,
      parsed: { notices: [{ notificationTargetArn: queueArn, sentAt }] },
    });
  });

  it('that a topic sent on is of the topic, and keeps the id that it has in the queue', () => {
    expect(parseQueueMessage({ ...message, body: asText(inEnvelope(body)) })).toMatchObject({
      recordId: 'm-1',
      parsed: { notices: [{ notificationTargetArn: topicArn }] },
    });
  });

  it('says itself when it was sent: whoever wrote a body may have made up the time in it', () => {
    const longAgo = new Date(sentAt - 48 * 3_600_000).toISOString();
    const byTopic = asText({ ...inEnvelope(body), Timestamp: longAgo });
    const byBus = asText({ ...fixture('event-bridge/terminate-lifecycle-action'), time: longAgo });
    for (const forged of [byTopic, byBus])
      expect(parseQueueMessage({ ...message, body: forged })).toMatchObject({
        parsed: { kind: 'notices', notices: [{ sentAt }] },
      });
  });

  it.each([undefined, Number.NaN, 0, -1, sentAt + 0.5, sentAt * 1000])(
    'was sent nobody knows when, where the queue says %p',
    (when) => {
      expect(parseQueueMessage({ ...message, sentAt: when })).toMatchObject({
        sentAt: undefined,
        parsed: { kind: 'notices', notices: [{ sentAt: undefined }] },
      });
    },
  );

  it.each(['', 'my-queue', topicArn, 'arn:aws:sqs:nowhere:1:q'])(
    'of the queue %j is of no account and Region',
    (arn) => {
      expect(parseQueueMessage({ ...message, queueArn: arn })).toMatchObject({
        recordId: 'm-1',
        parsed: { kind: 'malformed' },
      });
    },
  );
});
