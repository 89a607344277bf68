/** Messages about a lifecycle action that come once more. */
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { LifecycleActionRecord, RecordEntry, World } from '@ecs-drain/local-aws';
import type { TerminateLifecycleAction } from '../../../src/domain/notice';
import { hookName, type Scenario } from '../../support/scenario';

/** Publishes the hook's message about an instance again, and waits until the starter is done with it. */
export async function publishAgain(scenario: Scenario, world: World, ec2InstanceId: string): Promise<void> {
  const { record } = scenario.aws;
  const original = record.entries.find(
    (entry) => entry.kind === 'notification' && entry.message.includes(ec2InstanceId),
  );
  const Message = original?.kind === 'notification' ? original.message : '';
  const afterSeq = record.entries.length;
  const sns = new SNSClient(scenario.accessAs('SNS-AGAIN'));
  await sns.send(new PublishCommand({ TopicArn: world.topicArns[hookName], Message }));
  sns.destroy();
  await record.until((entry) => entry.kind === 'lambda' && entry.change.what === 'succeeded', { afterSeq });
}

/** What a starter makes of such a message. */
export function signalAgain(
  { aws }: Scenario,
  world: World,
  ec2InstanceId: string,
): TerminateLifecycleAction {
  const action = aws.record.entries.find(
    (entry): entry is LifecycleActionRecord & RecordEntry =>
      entry.kind === 'lifecycle-action' && entry.instanceId === ec2InstanceId,
  );
  if (action === undefined) throw new Error(`${ec2InstanceId} has no lifecycle action`);
  return {
    kind: 'terminate-lifecycle-action',
    ec2InstanceId,
    autoScalingGroupName: action.autoScalingGroupName,
    lifecycleHookName: action.lifecycleHookName,
    lifecycleActionToken: action.token,
    notificationTargetArn: world.topicArns[hookName],
    sentAt: action.at,
  };
}
