import type { AccountRegion } from '../domain/account-region';
import type { Spec } from '../domain/spec';
import type { Parsed } from './parsed';

/** The JSON object that a message holds. */
export type Message = Readonly<Record<string, unknown>>;

/** What brought the message. All of it is the transport's word, not the message's. */
export interface Transport {
  /**
   * `topic`: SNS. `queue`: a message put into an SQS queue as it is. `event-bus`: EventBridge's own form, which nothing but
   * AWS can send as `aws.*`: to a function, or to a queue that is a rule's target. Who may put messages into that queue can
   * make one up, so EC2 is asked all the same.
   */
  readonly kind: 'topic' | 'queue' | 'event-bus';
  /** ARN of the topic or queue, as a lifecycle hook names it; undefined for an event bus. */
  readonly notificationTargetArn: string | undefined;
  readonly accountRegion: AccountRegion;
  /** When the transport took the message, in milliseconds since the epoch; undefined where it does not tell. */
  readonly sentAt: number | undefined;
}

/** What a starter can set. */
export type ParseOptions = Pick<Spec, 'rebalanceRecommendations'>;

export const defaultParseOptions: ParseOptions = { rebalanceRecommendations: 'ignore' };

/** One kind of message: how it is recognised, and what becomes of it. */
export interface MessageKind {
  /** For logs, metrics and the docs. */
  readonly name: string;
  /** `event-bus`: refused from every other transport, where any publisher can forge one. */
  readonly takenFrom: 'any-transport' | 'event-bus';
  /** A row of docs/events.md. */
  readonly about: About;
  readonly matches: (message: Message) => boolean;
  readonly parse: (message: Message, transport: Transport, options: ParseOptions) => Parsed;
}

export interface About {
  readonly comesFrom: string;
  /** What has to confirm it before anything is touched; undefined: nothing comes of it. */
  readonly verifiedBy?: string;
  readonly leadsTo: string;
  /** The fields that are read of it, and no others. */
  readonly reads: readonly string[];
  /** AWS's page that documents it. */
  readonly page: `https://docs.aws.amazon.com/${string}`;
}
