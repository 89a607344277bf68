export interface Subscription {
  readonly arn: string;
  /** ARN of a Lambda function, or of an SQS queue. */
  readonly endpoint: string;
  /** A queue gets the bare message, without SNS's envelope. */
  readonly isRaw: boolean;
  /** Queue for messages that could not be delivered. */
  readonly deadLetterTargetArn: string | undefined;
}

export interface Topic {
  readonly arn: string;
  readonly subscriptions: Map<string, Subscription>;
  /** JSON: who else than its owner may do what with it. */
  policy: string;
  displayName: string;
}

export interface MessageAttribute {
  readonly Type: string;
  readonly Value: string;
}

export interface Message {
  readonly subject?: string | undefined;
  readonly message: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
}
