/** What the record holds of messages: on topics, to functions, to EventBridge. */

export interface NotificationRecord {
  readonly kind: 'notification';
  readonly topicArn: string;
  readonly messageId: string;
  readonly subject: string | undefined;
  readonly message: string;
}

/** What a lifecycle hook could not tell its target, a topic or a queue: it is lost. */
export interface NotificationNotSentRecord {
  readonly kind: 'notification-not-sent';
  readonly targetArn: string;
  readonly roleArn: string | undefined;
  readonly subject: string;
  readonly message: string;
  /** Code and message of the service's error. */
  readonly error: string;
}

/** A delivery that an injected fault struck. */
export interface NotificationFaultRecord {
  readonly kind: 'notification-fault';
  readonly topicArn: string;
  readonly functionArn: string;
  readonly fault:
    'notification-lost' | 'notification-doubled' | 'notification-late' | 'notification-reordered';
}

/** One attempt at an asynchronous invocation and how it ended. `dead-letter`: no retry is left. */
export type InvocationChange =
  | { readonly what: 'invoked'; readonly attempt: number }
  | { readonly what: 'succeeded'; readonly attempt: number; readonly result: unknown }
  | { readonly what: 'failed'; readonly attempt: number; readonly error: string }
  | {
      readonly what: 'dead-letter';
      readonly error: string;
      readonly event: unknown;
      /** ARN of the dead-letter queue: the function's, or the subscription's where SNS could not deliver. */
      readonly target?: string | undefined;
    };

export interface InvocationRecord {
  readonly kind: 'lambda';
  readonly functionArn: string;
  readonly requestId: string;
  readonly change: InvocationChange;
}

/** What happened to a message of a queue. */
export type QueueMessageChange =
  | { readonly what: 'sent'; readonly body: string }
  | { readonly what: 'received'; readonly count: number }
  | { readonly what: 'deleted' }
  /** It was older than its queue keeps it. */
  | { readonly what: 'expired' }
  | { readonly what: 'dead-letter'; readonly target: string };

export interface QueueMessageRecord {
  readonly kind: 'queue-message';
  readonly queueArn: string;
  readonly messageId: string;
  readonly change: QueueMessageChange;
}

/** An event as EventBridge delivers it: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export interface EventBridgeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 with seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What a service told EventBridge. */
export interface EventRecord {
  readonly kind: 'event';
  readonly event: EventBridgeEvent;
}
