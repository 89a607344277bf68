/** The fixtures, and what wraps them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message } from '../../../../src/events/message-kind';

const root = join(__dirname, '../../../fixtures/events');

const texts = new Map<string, string>();

/** @param name such as `event-bridge/spot-interruption` */
export function fixture(name: string): Message {
  const text = texts.get(name) ?? readFileSync(join(root, `${name}.json`), 'utf8');
  texts.set(name, text);
  return JSON.parse(text) as Message; // the fixtures are JSON objects
}

export const fixturesOf = (folder: 'event-bridge' | 'messages'): readonly string[] =>
  readdirSync(join(root, folder)).map((file) => `${folder}/${file.replace('.json', '')}`);

/** A copy with the detail changed. */
export const withDetail = (event: Message, change: object): Message => ({
  ...event,
  detail: { ...(event['detail'] as object), ...change }, // every event of EventBridge has one
});

export const topicArn = 'arn:aws:sns:us-west-2:123456789012:MyTopic';
export const queueArn = 'arn:aws:sqs:us-west-2:123456789012:my-queue';
export const sentAt = Date.UTC(2026, 0, 1, 0, 0, 1, 500);
const timestamp = new Date(sentAt).toISOString();

export const asText = (message: unknown): string =>
  typeof message === 'string' ? message : JSON.stringify(message);

const firstRecord = (name: string): Message => (fixture(name) as { Records: [Message] }).Records[0]; // as the fixtures have it
const snsRecord = firstRecord('transports/sns-to-lambda');
const sqsRecord = firstRecord('transports/sqs-to-lambda');
const envelope = fixture('transports/sns-in-queue');

/** A record of SNS to Lambda. */
export const recordOfSns = (message: unknown, change: object = {}): Message => ({
  ...snsRecord,
  Sns: {
    ...(snsRecord['Sns'] as object), // as the fixture has it
    TopicArn: topicArn,
    Timestamp: timestamp,
    Message: asText(message),
    ...change,
  },
});

/** A record of SQS to Lambda. */
export const recordOfSqs = (body: unknown, change: object = {}): Message => ({
  ...sqsRecord,
  attributes: { SentTimestamp: String(sentAt) },
  eventSourceARN: queueArn,
  body: asText(body),
  ...change,
});

/** What SNS puts into a queue. */
export const inEnvelope = (message: unknown, change: object = {}): Message => ({
  ...envelope,
  TopicArn: topicArn,
  Timestamp: timestamp,
  Message: asText(message),
  ...change,
});

/** Every way in which a message may come, as the event that Lambda gets. */
export const ways = {
  'SNS to Lambda': (message: unknown) => ({ Records: [recordOfSns(message)] }),
  'as it is in a queue': (message: unknown) => ({ Records: [recordOfSqs(message)] }),
  'SNS to a queue': (message: unknown) => ({ Records: [recordOfSqs(inEnvelope(message))] }),
  'EventBridge to Lambda': (message: unknown) => message,
} as const;

export type Way = keyof typeof ways;
