/** What SQS knows of a queue and of its messages. */

export interface QueueAttributes {
  readonly visibilityTimeoutSeconds: number;
  readonly messageRetentionSeconds: number;
  /** How long a receive waits that does not say so itself. */
  readonly receiveWaitSeconds: number;
  readonly redrive: RedrivePolicy | undefined;
  /** Kept and answered, but not enforced. */
  readonly policy: string | undefined;
}

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  readonly sentAtMs: number;
  /** The queue that it came from, in a dead-letter queue. */
  readonly deadLetterSourceArn: string | undefined;
  receiveCount: number;
  firstReceivedAtMs: number | undefined;
  visibleAtMs: number;
  /** Of the last receive. */
  receiptHandle: string | undefined;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdAtMs: number;
  modifiedAtMs: number;
  purgedAtMs: number | undefined;
  attributes: QueueAttributes;
  /** By id, in the order in which they came. */
  readonly messages: Map<string, Message>;
  /** Told when a message may have become visible, in the order in which they began to listen. */
  readonly listeners: Set<() => void>;
}
