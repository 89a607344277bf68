import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Scenario } from './scenario';

export interface Forged {
  readonly topicArn: string | undefined;
  readonly group: string;
  readonly hook: string;
  readonly ec2InstanceId: string;
  /** @default one that no lifecycle action has */
  readonly token?: string;
}

/** Publishes what Auto Scaling would, by somebody else, and waits until the starter has answered. */
export async function forge(
  { aws, accessAs, starterArn }: Pick<Scenario, 'aws' | 'accessAs' | 'starterArn'>,
  { topicArn, group, hook, ec2InstanceId, token = '00000000-0000-4000-8000-000000000000' }: Forged,
): Promise<void> {
  const sns = new SNSClient(accessAs('FORGER'));
  const Message = JSON.stringify({
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    AutoScalingGroupName: group,
    LifecycleHookName: hook,
    EC2InstanceId: ec2InstanceId,
    LifecycleActionToken: token,
  });
  const afterSeq = aws.record.entries.length;
  await sns.send(new PublishCommand({ TopicArn: topicArn, Message }));
  sns.destroy();
  await aws.record.until(
    (entry) =>
      entry.kind === 'lambda' &&
      entry.functionArn === starterArn &&
      entry.change.what === 'succeeded' &&
      JSON.stringify([entry.change.result]).includes(ec2InstanceId),
    { afterSeq },
  );
}
