import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { hookName, startScenario, type Scenario } from '../support/scenario';

describe('the same notification, many times', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('makes one drain and one completion', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      instances: 2,
      services: [{ name: 'web', desiredCount: 2, stopSeconds: 2 }],
    });
    const [leaving = ''] = world.instanceIds;
    const sns = new SNSClient(scenario.accessAs('SNS-AGAIN'));

    await scenario.terminate(leaving);
    const original = await aws.record.until(
      (entry) => entry.kind === 'notification' && entry.message.includes(leaving),
    );
    const message = original.kind === 'notification' ? original.message : '';
    const again = () =>
      sns.send(new PublishCommand({ TopicArn: world.topicArns[hookName], Message: message }));
    await Promise.all([again(), again(), again()]);
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    const { runId } = await scenario.drain(leaving).describe();

    // SNS delivers late, too: after the drain has ended.
    const before = aws.record.entries.length;
    await again();
    await aws.record.until((entry) => entry.kind === 'lambda' && entry.change.what === 'succeeded', {
      afterSeq: before,
    });
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'instance-gone' });

    expect((await scenario.drain(leaving).describe()).runId).not.toBe(runId);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toHaveLength(1);
    expect(scenario.ourCalls('UpdateContainerInstancesState')).toHaveLength(1);
    expect(scenario.findings()).toEqual([]);
    sns.destroy();
  });
});
