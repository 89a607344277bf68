import { audit } from '@ecs-drain/local-aws';
import { drainAccessKeyId } from '../../dev/local-stack';
import { terminateUnheard } from '../support/late-message';
import { hookName, startScenario, type Scenario } from '../support/scenario';

describe('an instance that waits in two hooks of ours', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('gets the second completed too, when its message comes after the first was completed', async () => {
    const { aws, starterArn } = scenario;
    const hooks = [hookName, 'drain-more'];
    const world = scenario.createWorld({
      hooks: hooks.map((name) => ({ name, notify: starterArn })),
      selfStarted: { 'node-agent': {} },
    });
    const [leaving = ''] = world.instanceIds;
    const sendSecond = await terminateUnheard(scenario, world, leaving, 'drain-more');
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(aws.autoScaling.findInstance(leaving)?.state).toBe('Terminating:Wait');

    await sendSecond();
    await scenario.untilTerminated(leaving);

    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'drained' });
    const completed = aws.record.entries.flatMap((entry) =>
      entry.kind === 'lifecycle-action' && entry.change.what === 'completed' ? entry.lifecycleHookName : [],
    );
    expect(completed).toEqual(hooks);
    expect(audit(aws.record.entries, { hookOwners: { [drainAccessKeyId]: hooks } })).toEqual([]);
  });
});
