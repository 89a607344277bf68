import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import {
  type LocalAws,
  type LocalAwsOptions,
  startLocalAws,
  steppedClock,
  type SteppedClock,
} from '../../src/index';
import { tellAskedRules, testRules } from './rules';

export interface TestAws {
  readonly aws: LocalAws;
  readonly clock: SteppedClock;
  readonly ecs: ECSClient;
  readonly autoScaling: AutoScalingClient;
  readonly ec2: EC2Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly sts: STSClient;
  /** A client of another caller. */
  autoScalingAs(accessKeyId: string): AutoScalingClient;
  close(): Promise<void>;
}

/** A local AWS on a stepped clock, and unmodified SDK clients that do not retry. */
export async function testAws(options: LocalAwsOptions = {}): Promise<TestAws> {
  const clock = steppedClock();
  const aws = await startLocalAws({ clock, ...options, rules: testRules(options.rules) });
  const config = (accessKeyId: string) => ({
    endpoint: aws.url,
    region: aws.region,
    credentials: { accessKeyId, secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  const ecs = new ECSClient(config('AKIATEST'));
  const autoScaling = new AutoScalingClient(config('AKIATEST'));
  const ec2 = new EC2Client(config('AKIATEST'));
  const sns = new SNSClient(config('AKIATEST'));
  const sqs = new SQSClient(config('AKIATEST'));
  const events = new EventBridgeClient(config('AKIATEST'));
  const sts = new STSClient(config('AKIATEST'));
  const others: AutoScalingClient[] = [];
  return {
    aws,
    clock,
    ecs,
    autoScaling,
    ec2,
    sns,
    sqs,
    events,
    sts,
    autoScalingAs: (accessKeyId) => {
      const client = new AutoScalingClient(config(accessKeyId));
      others.push(client);
      return client;
    },
    close: async () => {
      for (const client of [ecs, autoScaling, ec2, sns, sqs, events, sts, ...others]) client.destroy();
      await aws.close();
      tellAskedRules(expect.getState().testPath ?? '');
    },
  };
}

/**
 * A local AWS for each test of a file, there from `beforeEach` on and gone after the test. What it answers is that of the
 * test that runs: read it inside of tests and hooks.
 */
export function useTestAws(options?: LocalAwsOptions): Omit<TestAws, 'close'> {
  let current: TestAws | undefined;
  const now = (): TestAws => {
    if (!current) throw new Error('There is a local AWS only while a test runs.');
    return current;
  };
  beforeEach(async () => {
    current = await testAws(options);
  });
  afterEach(() => now().close());
  return {
    get aws() {
      return now().aws;
    },
    get clock() {
      return now().clock;
    },
    get ecs() {
      return now().ecs;
    },
    get autoScaling() {
      return now().autoScaling;
    },
    get ec2() {
      return now().ec2;
    },
    get sns() {
      return now().sns;
    },
    get sqs() {
      return now().sqs;
    },
    get events() {
      return now().events;
    },
    get sts() {
      return now().sts;
    },
    autoScalingAs: (accessKeyId) => now().autoScalingAs(accessKeyId),
  };
}

/** The first item; a test that has none is wrong. */
export function first<T>(items: readonly T[] | undefined): T {
  const item = items?.[0];
  if (item === undefined) throw new Error('There is no first item.');
  return item;
}
