import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { World } from '@ecs-drain/local-aws';
import { hookName, patienceMs, type Scenario } from './scenario';

/**
 * Terminates an instance while the message of one of its hooks is lost.
 * @returns what sends that message after all, with changes where a forger makes some
 */
export async function terminateUnheard(
  scenario: Scenario,
  world: World,
  ec2InstanceId: string,
  hook: string = hookName,
): Promise<(changes?: Readonly<Record<string, string>>) => Promise<void>> {
  const { aws } = scenario;
  const topicArn = world.topicArns[hook] ?? '';
  aws.faults.add({ kind: 'notification-lost', topicArn, times: 1 });
  await scenario.terminate(ec2InstanceId);
  const lost = await aws.record.until(
    (entry) =>
      entry.kind === 'notification' && entry.topicArn === topicArn && entry.message.includes(ec2InstanceId),
    { timeoutMs: patienceMs },
  );
  const message: unknown = lost.kind === 'notification' ? JSON.parse(lost.message) : undefined;
  return async (changes = {}) => {
    const sns = new SNSClient(scenario.accessAs('SENDER'));
    const Message = JSON.stringify(Object.assign({}, message, changes));
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message }));
    sns.destroy();
  };
}
