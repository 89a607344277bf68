import type { AutoScaling } from './auto-scaling/auto-scaling';
import type { Clock } from './clock';
import type { Ec2 } from './ec2/ec2';
import type { Ecs } from './ecs/ecs';
import type { EventBridge } from './eventbridge/eventbridge';
import type { Events } from './events';
import type { Faults } from './faults';
import type { Iam, IamOptions } from './iam/iam';
import type { LambdaFunctions, LambdaOptions } from './lambda/functions';
import type { LocalAwsRecord } from './record';
import type { RuleOptions } from './rules';
import type { Sns } from './sns/sns';
import type { Sqs } from './sqs/sqs';
import type { Rate } from './token-bucket';

export interface LocalAwsOptions {
  /** @default 0, a free port */
  readonly port?: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** 12 digits. @default 123456789012 */
  readonly accountId?: string;
  /** @default eu-west-1 */
  readonly region?: string;
  /** @default realClock() */
  readonly clock?: Clock;
  /** Awaited before each call is looked at; a test brings its clock up to date here. */
  readonly beforeAnswer?: () => Promise<void>;
  /** Which rules of AWS hold. @default all */
  readonly rules?: RuleOptions;
  /** Request rates; `false` is short for switching their rules off. @default true */
  readonly throttling?: boolean;
  /** The unpublished size of Auto Scaling's bucket. @default 200 at once, 20 a second */
  readonly autoScalingRate?: Rate;
  readonly lambda?: LambdaOptions;
  /** Calls are made by principals, and need the permission of their policies. @default anybody may call anything */
  readonly iam?: IamOptions;
}

/** A running local AWS: one account, one Region, one port. */
export interface LocalAws {
  /** What clients take as AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly record: LocalAwsRecord;
  readonly faults: Faults;
  /** The operations that are served, by service. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  readonly lambda: LambdaFunctions;
  /** The services without their wire, for worlds built in-process. Calls here are neither recorded nor throttled. */
  readonly ecs: Ecs;
  readonly autoScaling: AutoScaling;
  readonly ec2: Ec2;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly eventBridge: EventBridge;
  /** What the services tell EventBridge. */
  readonly events: Events;
  /** Who may call what; undefined where anybody may call anything. */
  readonly iam: Iam | undefined;
  /** Breaks open connections, forgets what the clock has yet to do, and stops. */
  close(): Promise<void>;
}
