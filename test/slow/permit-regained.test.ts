import { readLimits } from '../../src/temporal/limits';
import { startScenario, type Scenario } from '../support/scenario';

describe('where one drain may act at once', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ spec: { maxConcurrentDrains: 1 } });
  });
  afterAll(() => scenario.stop());

  it('the permit of a drain that was terminated is given to the next within two minutes', async () => {
    const { instanceIds } = scenario.createWorld({
      instances: 2,
      standalone: [{ family: 'batch', count: 2 }],
    });
    const [first = '', second = ''] = instanceIds;
    await scenario.terminate(first);
    await scenario.untilStatus(first, ({ phase }) => phase === 'wait-for-tasks');
    await scenario.terminate(second);
    await scenario.untilStatus(second, ({ reason }) => reason === 'AwaitingPermit');
    expect((await readLimits(scenario.client, scenario.aws)).permits).toEqual([first]);

    await scenario.drain(first).terminate('it gives nothing back');
    const isSecond = scenario.aws.record.until(
      (entry) =>
        entry.kind === 'container-instance' && entry.ec2InstanceId === second && entry.status === 'DRAINING',
      { timeoutMs: 120_000 },
    );
    await expect(isSecond).resolves.toBeDefined();
    expect((await readLimits(scenario.client, scenario.aws)).permits).toEqual([second]);
    await scenario.drain(second).terminate('seen');
  }, 150_000);
});
