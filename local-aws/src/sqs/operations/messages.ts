import { z } from 'zod';
import type { Environment } from '../../environment';
import { AwsError } from '../../errors';
import { Later } from '../../service';
import { sqsErrors } from '../errors';
import { md5, md5OfAttributes } from '../md5';
import type { Sqs } from '../sqs';
import type { Message, Queue } from '../state';
import { messageShape } from '../wire';
import { findByUrl, operation, type Operations } from './define';

const url = { QueueUrl: z.string().min(1) };
const notServed = z.undefined('local-aws does not serve this member.').optional();
const seconds = (most: number) => z.int().min(0).max(most, `Must be >= 0 and <= ${most}, if provided.`);
const names = z.array(z.string()).default([]);

const send = z.object({
  ...url,
  MessageBody: z.string().min(1),
  MessageAttributes: z
    .record(z.string(), z.object({ DataType: z.string().regex(/^(String|Number)/), StringValue: z.string() }))
    .default({}),
  DelaySeconds: z.literal(0, 'local-aws does not serve this member.').optional(),
  MessageGroupId: notServed,
  MessageDeduplicationId: notServed,
});

const MOST_MESSAGES = 10;

const receive = z.object({
  ...url,
  MaxNumberOfMessages: z.int().min(1).default(1),
  VisibilityTimeout: seconds(43_200).optional(),
  WaitTimeSeconds: seconds(20).optional(),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});

const entries = z.array(z.object({ Id: z.string(), ReceiptHandle: z.string() }));

export const messageOperations = (env: Environment, sqs: Sqs): Operations => ({
  SendMessage: operation(send, (input, { accessKeyId }) => {
    const { MessageBody: body, MessageAttributes: attributes } = input;
    const MessageId = sqs.send(findByUrl(sqs, input.QueueUrl), body, { attributes, senderId: accessKeyId });
    const digest = md5OfAttributes(attributes);
    return {
      MessageId,
      MD5OfMessageBody: md5(body),
      ...(digest !== undefined && { MD5OfMessageAttributes: digest }),
    };
  }),

  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
  ReceiveMessage: operation(receive, (input) => {
    const { MaxNumberOfMessages: most, VisibilityTimeout: visibilityTimeoutSeconds } = input;
    if (most > MOST_MESSAGES && env.rules.holds('receives-are-of-ten-at-most')) {
      throw sqsErrors.invalidParameter(
        `Value ${most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
      );
    }
    const queue = findByUrl(sqs, input.QueueUrl);
    const take = () => sqs.receive(queue, { most, visibilityTimeoutSeconds });
    const answer = (messages: readonly Message[]): object => {
      const systemNames = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
      const shapes = messages.map((each) => messageShape(each, systemNames, input.MessageAttributeNames));
      return shapes.length > 0 ? { Messages: shapes } : {};
    };
    const messages = take();
    const waitSeconds = input.WaitTimeSeconds ?? queue.attributes.receiveWaitSeconds;
    const waits = messages.length === 0 && waitSeconds > 0 && env.rules.holds('long-polls-wait');
    if (!waits) return answer(messages);
    return new Later(async (signal) => answer(await longPoll(env, queue, take, waitSeconds, signal)));
  }),

  DeleteMessage: operation(z.object({ ...url, ReceiptHandle: z.string() }), (input) => {
    sqs.delete(findByUrl(sqs, input.QueueUrl), input.ReceiptHandle);
    return {};
  }),

  DeleteMessageBatch: operation(z.object({ ...url, Entries: entries }), (input) => {
    const queue = findByUrl(sqs, input.QueueUrl);
    const ids = input.Entries.map(({ Id }) => Id);
    if (ids.length === 0) throw sqsErrors.emptyBatch();
    if (ids.length > MOST_MESSAGES) throw sqsErrors.tooManyEntries(ids.length);
    const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
    if (repeated !== undefined) throw sqsErrors.idsNotDistinct(repeated);
    const Successful: object[] = [];
    const Failed: object[] = [];
    for (const { Id, ReceiptHandle } of input.Entries) {
      const error = refusalOf(() => sqs.delete(queue, ReceiptHandle));
      if (error) Failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message });
      else Successful.push({ Id });
    }
    return { Successful, Failed };
  }),

  ChangeMessageVisibility: operation(
    z.object({ ...url, ReceiptHandle: z.string(), VisibilityTimeout: seconds(43_200) }),
    (input) => {
      sqs.changeVisibility(findByUrl(sqs, input.QueueUrl), input.ReceiptHandle, input.VisibilityTimeout);
      return {};
    },
  ),
});

function refusalOf(act: () => void): AwsError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

/** Until there is a message, the wait is over on the clock, or whoever asked is gone. */
function longPoll(
  { clock }: Environment,
  { listeners }: Queue,
  take: () => Message[],
  waitSeconds: number,
  signal: AbortSignal,
): Promise<readonly Message[]> {
  return new Promise((resolve) => {
    const done = (messages: readonly Message[]): void => {
      listeners.delete(look);
      cancel();
      signal.removeEventListener('abort', giveUp);
      resolve(messages);
    };
    const giveUp = (): void => done([]);
    const look = (): void => {
      const messages = take();
      if (messages.length > 0) done(messages);
    };
    const cancel = clock.scheduleAfter(waitSeconds * 1000, giveUp);
    listeners.add(look);
    signal.addEventListener('abort', giveUp);
  });
}
