import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { ECSClient } from '@aws-sdk/client-ecs';
import { SNSClient } from '@aws-sdk/client-sns';

export interface AwsClients {
  readonly ecs: ECSClient;
  readonly autoScaling: AutoScalingClient;
  readonly sns: SNSClient;
}

/** Which AWS, and as whom. Without endpoint and credentials the SDK's default chain decides. */
export interface AwsAccess {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * Clients by the SDK's default chain (credentials, `AWS_REGION`, `AWS_ENDPOINT_URL*`), with time-outs and retries so short
 * that a call never holds a drain's loop: what does not answer is `unknown`, and the next look asks again.
 */
export function createAwsClients(access: AwsAccess): AwsClients {
  const config = {
    ...access,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
  };
  return {
    ecs: new ECSClient(config),
    autoScaling: new AutoScalingClient(config),
    sns: new SNSClient(config),
  };
}
