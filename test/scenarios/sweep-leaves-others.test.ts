import type { CallRecord } from '@ecs-drain/local-aws';
import { drainAccessKeyId } from '../../dev/local-stack';
import { quietRuntime } from '../support/quiet';
import { hookName, startScenario, type Scenario } from '../support/scenario';
import { swept } from '../support/swept';

describe('a sweep', () => {
  let scenario: Scenario;
  beforeEach(async () => {
    quietRuntime();
    scenario = await startScenario({ worker: false });
  });
  afterEach(() => scenario.stop());

  const ourOperations = (): string[] =>
    scenario.aws.record.entries
      .filter((entry): entry is CallRecord & typeof entry => entry.kind === 'call')
      .filter(({ caller }) => caller === drainAccessKeyId)
      .map(({ operation }) => operation);

  it("leaves instances alone that wait in others' hooks, or whose group is not allowed, and sends nothing but reads", async () => {
    await scenario.startWorker({ spec: { lifecycleHooks: [hookName], groups: ['ours-*'] } });
    const others = scenario.createWorld({ cluster: 'ours-with-backup', hooks: [{ name: 'backup' }] });
    const forbidden = scenario.createWorld({ cluster: 'theirs', hooks: [{ name: hookName }] });
    const leaving = [...others.instanceIds, ...forbidden.instanceIds];
    for (const id of leaving) await scenario.terminate(id);

    const { started, left, waiting } = await swept(scenario);
    expect({ started, waiting }).toEqual({ started: [], waiting: 2 });
    expect(Object.fromEntries(left.map(({ ec2InstanceId, reason }) => [ec2InstanceId, reason]))).toEqual({
      [leaving[0] ?? '']: 'not-our-hook',
      [leaving[1] ?? '']: 'group-not-allowed',
    });
    for (const id of leaving) await expect(scenario.drain(id).describe()).rejects.toThrow();
    expect(ourOperations().filter((operation) => !/^(Describe|List|Get)/.test(operation))).toEqual([]);
  });

  it('starts nothing, and says why, where no setting says which hooks are ours', async () => {
    await scenario.startWorker();
    const [leaving = ''] = scenario.createWorld({ hooks: [{ name: hookName }] }).instanceIds;
    await scenario.terminate(leaving);
    await expect(swept(scenario)).resolves.toMatchObject({ started: [], unable: 'our-hooks-unknown' });
    await expect(scenario.drain(leaving).describe()).rejects.toThrow();
  });
});
