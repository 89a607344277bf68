import { listDrains } from '../../src/cli/drain-list';
import { countNotTaken, notTakenAfterMs, notTakenByTaskQueue } from '../../src/temporal/not-taken';
import { forge } from '../support/forged';
import { hookName, startScenario, type Scenario } from '../support/scenario';

describe('a message through a topic of an account that no worker serves', () => {
  let scenario: Scenario;
  let unserved: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
    unserved = await startScenario({ worker: false });
  });
  afterAll(async () => {
    await unserved.stop();
    await scenario.stop();
  });

  it('does not keep the instance from being drained when its own account says so', async () => {
    const [leaving = ''] = scenario.createWorld().instanceIds;
    const topicArn = unserved.createWorld().topicArns[hookName];
    await forge(unserved, { topicArn, group: 'demo', hook: hookName, ec2InstanceId: leaving });
    const stranded = unserved.drain(leaving);
    expect((await stranded.describe()).status.name).toBe('RUNNING');

    await scenario.terminate(leaving);
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toHaveLength(1);
    expect((await stranded.describe()).status.name).toBe('RUNNING');

    const inAMinute = Date.now() + notTakenAfterMs + 1_000;
    await expect(notTakenByTaskQueue(scenario.client, inAMinute)).resolves.toMatchObject({
      [unserved.taskQueue]: 1,
    });
    await expect(countNotTaken(scenario.client, inAMinute)).resolves.toBeGreaterThan(0);
    await expect(notTakenByTaskQueue(scenario.client, Date.now())).resolves.not.toHaveProperty(
      unserved.taskQueue,
    );
    const { accountId, region } = unserved.aws;
    await expect(listDrains(scenario.client, { instance: leaving }, 10, inAMinute)).resolves.toMatchObject({
      drains: [
        { phase: 'starting', reason: `no worker has taken it: none polls for ${accountId}, ${region}` },
      ],
    });
    await stranded.terminate('seen');
  });
});
