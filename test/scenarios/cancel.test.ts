import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { WorkflowFailedError } from '@temporalio/client';
import type { World } from '@ecs-drain/local-aws';
import { pauseAll, resumeAll } from '../../src/temporal/limits';
import { statusIn } from '../../src/domain/drain/state/view';
import { statusQuery } from '../../src/workflows/drain.api';
import { ourHook } from '../support/our-hook';
import { personIn, statusesOf, type Person } from '../support/person';
import { hookName, mutatingOperations, startScenario, type Scenario } from '../support/scenario';

describe('a cancelled drain', () => {
  let scenario: Scenario;
  let person: Person;
  beforeAll(async () => {
    scenario = await startScenario();
    person = personIn(scenario);
  });
  afterAll(async () => {
    person.leave();
    await scenario.stop();
  });

  /** A lifecycle action is called by its group and token, a task by its cluster: each world has names of its own. */
  const callsIn = ({ cluster }: World) =>
    scenario.ourCalls(...mutatingOperations).filter(({ input }) => JSON.stringify(input).includes(cluster));

  /** Cancels the drain of an instance once it waits for its task. */
  const cancelInMidDrain = async (ec2InstanceId: string): Promise<void> => {
    await scenario.untilStatus(ec2InstanceId, ({ phase }) => phase === 'wait-for-tasks');
    await scenario.drain(ec2InstanceId).cancel();
    await expect(scenario.drain(ec2InstanceId).result()).rejects.toBeInstanceOf(WorkflowFailedError);
    const { status } = await scenario.drain(ec2InstanceId).describe();
    expect(status.name).toBe('CANCELLED');
  };

  /** Publishes the hook's message about the instance once more, perhaps with another token, and waits until the starter has seen it. */
  const deliverAgain = async (world: World, ec2InstanceId: string, token?: string): Promise<void> => {
    const { record } = scenario.aws;
    const original = record.entries.find(
      (entry) => entry.kind === 'notification' && entry.message.includes(ec2InstanceId),
    );
    const sns = new SNSClient(scenario.accessAs('SNS-AGAIN'));
    const afterSeq = record.entries.length;
    await sns.send(
      new PublishCommand({
        TopicArn: world.topicArns[hookName],
        Message:
          original?.kind === 'notification'
            ? JSON.stringify({
                ...(JSON.parse(original.message) as object), // the hook's own
                ...(token !== undefined && { LifecycleActionToken: token }),
              })
            : '',
      }),
    );
    sns.destroy();
    await record.until((entry) => entry.kind === 'lambda' && entry.change.what === 'succeeded', { afterSeq });
  };

  it('acts no more, says what will end the wait, and only an operator starts it again', async () => {
    const world = scenario.createWorld({ cluster: 'left', standalone: [{ family: 'left-batch' }] });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await cancelInMidDrain(leaving);
    const before = callsIn(world).length;

    const status = statusIn(await scenario.drain(leaving).query(statusQuery));
    expect(status).toMatchObject({ phase: 'cancelled', outcome: 'cancelled', hookDefaultResult: 'ABANDON' });
    expect(status?.hookExpiresAt).toBeGreaterThan(Date.now());

    await deliverAgain(world, leaving);
    await deliverAgain(world, leaving, '00000000-0000-4000-8000-000000000000');
    expect((await scenario.drain(leaving).describe()).status.name).toBe('CANCELLED');
    expect(callsIn(world)).toHaveLength(before);

    await person.askForDrain(leaving);
    expect((await scenario.drain(leaving).describe()).status.name).toBe('RUNNING');
    await scenario.drain(leaving).terminate('seen');
  });

  it('completes the lifecycle action where the spec says so', async () => {
    const world = scenario.createWorld({
      cluster: 'continued',
      hooks: [ourHook(scenario, { onCancel: 'continue' })],
      standalone: [{ family: 'continued-batch' }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await cancelInMidDrain(leaving);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toHaveLength(1);
    await scenario.untilTerminated(leaving);
  });

  it('that an operator had asked for sets the instance back to ACTIVE', async () => {
    const world = scenario.createWorld({ cluster: 'kept', standalone: [{ family: 'kept-batch' }] });
    const [kept = ''] = world.instanceIds;
    await person.askForDrain(kept);
    await cancelInMidDrain(kept);
    expect(statusesOf(scenario, kept).slice(-2)).toEqual(['DRAINING', 'ACTIVE']);
  });

  it('while all drains are paused sends not even its last action, and says so', async () => {
    const world = scenario.createWorld({
      cluster: 'paused',
      hooks: [ourHook(scenario, { onCancel: 'continue' })],
      standalone: [{ family: 'paused-batch' }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await pauseAll(scenario.client, scenario.aws, { by: 'ana', reason: 'an incident' });
    await scenario.drain(leaving).cancel();
    await expect(scenario.drain(leaving).result()).rejects.toBeInstanceOf(WorkflowFailedError);
    await resumeAll(scenario.client, scenario.aws, { by: 'ana', reason: 'over' });
    const status = statusIn(await scenario.drain(leaving).query(statusQuery));
    expect(status).toMatchObject({ outcome: 'cancelled-while-paused', hookDefaultResult: 'ABANDON' });
    const completed = callsIn(world).filter(({ operation }) => operation === 'CompleteLifecycleAction');
    expect(completed).toEqual([]);
  });
});
