import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { taskQueueOf } from '../../src/task-queue';
import { callsOf, hookName, mutatingOperations, type Scenario } from '../support/scenario';
import { startSeveralPlaces, workerKeyOf, type SeveralPlaces } from '../support/several-places';

/** Whoever may publish to a topic of one account names an instance of another. */
async function forge(from: Scenario, ec2InstanceId: string): Promise<void> {
  const topicArn = from.createWorld({ cluster: `forger-${ec2InstanceId}` }).topicArns[hookName];
  const sns = new SNSClient(from.accessAs('FORGER'));
  const Message = JSON.stringify({
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    AutoScalingGroupName: 'web',
    LifecycleHookName: hookName,
    EC2InstanceId: ec2InstanceId,
    LifecycleActionToken: '00000000-0000-4000-8000-000000000000',
  });
  await sns.send(new PublishCommand({ TopicArn: topicArn, Message }));
  sns.destroy();
}

describe('a message through the topic of one account about an instance of another', () => {
  let places: SeveralPlaces;
  beforeAll(async () => {
    // The grace is what a message from the right place has to come in the middle of.
    places = await startSeveralPlaces({ absenceGraceSeconds: 6, lifecycleHooks: [hookName] });
  });
  afterAll(() => places.stop());

  it('touches nothing of either, and the instance is drained when its own account says so', async () => {
    const { one, otherAccount } = places;
    const [victim = ''] = one.createWorld({ cluster: 'web' }).instanceIds;
    await forge(otherAccount, victim);
    await expect(otherAccount.result(victim)).resolves.toMatchObject({ outcome: 'instance-gone' });
    const asked = one.aws.record.entries.filter((entry) => entry.kind === 'call');
    expect(asked.filter(({ input }) => JSON.stringify(input).includes(victim))).toEqual([]);

    await one.terminate(victim);
    await expect(one.result(victim)).resolves.toMatchObject({ outcome: 'drained' });
    await expect(one.drain(victim).describe()).resolves.toMatchObject({ taskQueue: taskQueueOf(one.aws) });
  });

  it('that runs when the right one comes does not join it: the instance is drained at once', async () => {
    const { one, otherAccount } = places;
    const [victim = ''] = one.createWorld({ cluster: 'late' }).instanceIds;
    await forge(otherAccount, victim);
    await otherAccount.untilStatus(victim, ({ reason }) => reason === 'NotInGroup');
    await one.terminate(victim);
    await expect(one.result(victim)).resolves.toMatchObject({ outcome: 'drained' });
    await one.untilTerminated(victim);
    await expect(otherAccount.result(victim)).resolves.toMatchObject({ outcome: 'instance-gone' });
    // At most a heartbeat, for a group that is not there.
    const asked = callsOf(otherAccount.aws, workerKeyOf(otherAccount), mutatingOperations);
    expect(asked.filter(({ outcome }) => outcome.kind === 'ok')).toEqual([]);
  });
});
