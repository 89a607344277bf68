import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { refuseUnguarded } from './acting';
import type { Next } from './middleware';
import type { OwnAccount } from './own-account';

export interface AwsClients {
  readonly ecs: ECSClient;
  readonly autoScaling: AutoScalingClient;
  readonly ec2: EC2Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly sts: STSClient;
}

/** Which AWS, and as whom. Without endpoint and credentials the SDK's default chain decides. */
export interface AwsAccess {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * Clients by the SDK's default chain (credentials, `AWS_REGION`, `AWS_ENDPOINT_URL*`), with time-outs and retries so short
 * that a call never holds a drain's loop: what does not answer is `unknown`, and the next observation asks again. What changes something
 * is sent for an attempt of an activity (`forAttempts`), or refused.
 */
export function createAwsClients(access: AwsAccess): AwsClients {
  const config = {
    ...access,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
  };
  const clients = {
    ecs: new ECSClient(config),
    autoScaling: new AutoScalingClient(config),
    ec2: new EC2Client(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    sts: new STSClient(config),
  };
  const first = { step: 'initialize', name: 'refuseUnguarded' } as const;
  clients.ecs.middlewareStack.add(refuseUnguarded, first);
  clients.autoScaling.middlewareStack.add(refuseUnguarded, first);
  return clients;
}

/** Every call of these clients, but to STS, is made with credentials of the right account, as far as that is known. */
export function keepToOwnAccount({ ecs, autoScaling, ec2, sns, sqs }: AwsClients, account: OwnAccount): void {
  const check =
    <A, R>(next: Next<A, R>): Next<A, R> =>
    async (args) => {
      await account.check();
      return next(args);
    };
  const first = { step: 'initialize', name: 'ownAccount' } as const;
  ecs.middlewareStack.add(check, first);
  autoScaling.middlewareStack.add(check, first);
  ec2.middlewareStack.add(check, first);
  sns.middlewareStack.add(check, first);
  sqs.middlewareStack.add(check, first);
}
