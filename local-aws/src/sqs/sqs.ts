import type { Environment } from '../environment';
import { newUuid } from '../ids';
import type { QueueMessageChange } from '../record-entries';
import { sqsErrors } from './errors';
import { messageIdIn, newReceiptHandle } from './receipts';
import type { Message, MessageAttributes, Queue, QueueAttributes } from './state';

export const defaultAttributes: QueueAttributes = {
  visibilityTimeoutSeconds: 30,
  messageRetentionSeconds: 345_600,
  receiveWaitSeconds: 0,
  redrive: undefined,
  policy: undefined,
};

export interface Receive {
  /** At most so many messages. */
  readonly most: number;
  /** @default the queue's */
  readonly visibilityTimeoutSeconds?: number | undefined;
}

interface Sent {
  readonly attributes?: MessageAttributes;
  readonly senderId?: string;
}

/** "You must wait 60 seconds before retrying PurgeQueue." */
const PURGE_MS = 60_000;

/** SQS without its wire: standard queues, delivery at least once. */
export class Sqs {
  readonly queues = new Map<string, Queue>();

  constructor(
    private readonly env: Environment,
    /** Where clients reach this local AWS. */
    private readonly baseUrl: () => string,
  ) {}

  /** Creates a queue; one that exists is answered as it is. Its attributes are the caller's to compare. */
  createQueue(name: string, attributes: Partial<QueueAttributes> = {}): Queue {
    const arn = this.arnOf(name);
    const nowMs = this.env.clock.now();
    const queue = this.queues.get(arn) ?? {
      name,
      arn,
      createdAtMs: nowMs,
      modifiedAtMs: nowMs,
      purgedAtMs: undefined,
      attributes: { ...defaultAttributes, ...attributes },
      messages: new Map<string, Message>(),
      listeners: new Set<() => void>(),
    };
    this.queues.set(arn, queue);
    return queue;
  }

  /** Its messages go with it. */
  deleteQueue({ arn }: Queue): void {
    this.queues.delete(arn);
  }

  setAttributes(queue: Queue, attributes: Partial<QueueAttributes>): void {
    queue.attributes = { ...queue.attributes, ...attributes };
    queue.modifiedAtMs = this.env.clock.now();
  }

  arnOf(name: string): string {
    return `arn:aws:sqs:${this.env.region}:${this.env.accountId}:${name}`;
  }

  urlOf({ name }: Queue): string {
    return `${this.baseUrl()}/${this.env.accountId}/${name}`;
  }

  /** @throws AwsError where there is no such queue */
  find(arn: string): Queue {
    const queue = this.queues.get(arn);
    if (!queue) throw sqsErrors.noSuchQueue();
    return queue;
  }

  /** Takes a message and returns its id. */
  send(queue: Queue, body: string, { attributes = {}, senderId = 'AIDALOCALAWS' }: Sent = {}): string {
    const nowMs = this.env.clock.now();
    const message: Message = {
      id: newUuid(),
      body,
      attributes,
      senderId,
      sentAtMs: nowMs,
      deadLetterSourceArn: undefined,
      receiveCount: 0,
      firstReceivedAtMs: undefined,
      visibleAtMs: nowMs,
      receiptHandle: undefined,
    };
    this.put(queue, message);
    return message.id;
  }

  /** What is visible now, hidden from others for the visibility timeout. */
  receive(queue: Queue, { most, visibilityTimeoutSeconds }: Receive): Message[] {
    const { clock, rules } = this.env;
    this.forgetOld(queue);
    const hiddenMs = (visibilityTimeoutSeconds ?? queue.attributes.visibilityTimeoutSeconds) * 1000;
    const taken: Message[] = [];
    for (const message of [...queue.messages.values()]) {
      if (taken.length === most) break;
      if (message.visibleAtMs > clock.now() && rules.holds('received-messages-are-hidden')) continue;
      if (this.isReceivedTooOften(queue, message)) {
        this.moveToDeadLetters(queue, message);
        continue;
      }
      message.receiveCount += 1;
      message.firstReceivedAtMs ??= clock.now();
      message.receiptHandle = newReceiptHandle(message);
      this.hide(queue, message, hiddenMs);
      this.write(queue, message, { what: 'received', count: message.receiveCount });
      taken.push(message);
    }
    return taken;
  }

  /** Harmless where the message is gone, or was received again since. @throws AwsError for a handle that is none */
  delete(queue: Queue, receiptHandle: string): void {
    const message = queue.messages.get(messageIdIn(receiptHandle));
    if (!message) return;
    const isOld = message.receiptHandle !== receiptHandle;
    if (isOld && this.env.rules.holds('old-receipts-delete-nothing')) return;
    queue.messages.delete(message.id);
    this.write(queue, message, { what: 'deleted' });
  }

  /** From now on, instead of what is left of its timeout. @throws AwsError where it is not in flight */
  changeVisibility(queue: Queue, receiptHandle: string, seconds: number): void {
    const message = queue.messages.get(messageIdIn(receiptHandle));
    if (!message || message.visibleAtMs <= this.env.clock.now()) throw sqsErrors.notInFlight();
    this.hide(queue, message, seconds * 1000);
  }

  /** @throws AwsError within a minute of the last time */
  purge(queue: Queue): void {
    const { clock, rules } = this.env;
    const isTooSoon = queue.purgedAtMs !== undefined && clock.now() - queue.purgedAtMs < PURGE_MS;
    if (isTooSoon && rules.holds('queues-are-purged-once-a-minute'))
      throw sqsErrors.purgeInProgress(queue.name);
    queue.purgedAtMs = clock.now();
    queue.messages.clear();
  }

  /** Drops what is older than the queue keeps it. */
  forgetOld(queue: Queue): void {
    if (!this.env.rules.holds('messages-are-kept-for-their-retention-period')) return;
    const oldestMs = this.env.clock.now() - queue.attributes.messageRetentionSeconds * 1000;
    for (const message of queue.messages.values()) {
      if (message.sentAtMs > oldestMs) continue;
      queue.messages.delete(message.id);
      this.write(queue, message, { what: 'expired' });
    }
  }

  private put(queue: Queue, message: Message): void {
    queue.messages.set(message.id, message);
    this.write(queue, message, { what: 'sent', body: message.body });
    tellListeners(queue);
  }

  private hide(queue: Queue, message: Message, forMs: number): void {
    const { clock, rules } = this.env;
    if (!rules.holds('undeleted-messages-come-again')) {
      message.visibleAtMs = Infinity;
      return;
    }
    message.visibleAtMs = clock.now() + forMs;
    clock.scheduleAt(message.visibleAtMs, () => {
      if (queue.messages.has(message.id) && message.visibleAtMs <= clock.now()) tellListeners(queue);
    });
  }

  private isReceivedTooOften({ attributes: { redrive } }: Queue, { receiveCount }: Message): boolean {
    if (!redrive || receiveCount < redrive.maxReceiveCount) return false;
    return this.env.rules.holds('messages-received-too-often-are-dead-letters');
  }

  /** The message keeps its id, its age and its count. A queue that is gone by now takes nothing, and the message is lost. */
  private moveToDeadLetters(queue: Queue, message: Message): void {
    const target = queue.attributes.redrive?.deadLetterTargetArn ?? '';
    queue.messages.delete(message.id);
    this.write(queue, message, { what: 'dead-letter', target });
    const deadLetters = this.queues.get(target);
    if (!deadLetters) return;
    const nowMs = this.env.clock.now();
    this.put(deadLetters, {
      ...message,
      deadLetterSourceArn: queue.arn,
      visibleAtMs: nowMs,
      receiptHandle: undefined,
    });
  }

  private write({ arn }: Queue, { id }: Message, change: QueueMessageChange): void {
    this.env.record.append({ kind: 'queue-message', queueArn: arn, messageId: id, change });
  }
}

const tellListeners = ({ listeners }: Queue): void => {
  for (const listener of [...listeners]) listener();
};
