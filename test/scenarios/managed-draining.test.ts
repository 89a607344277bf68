import { personIn } from '../support/person';
import { startScenario, type Scenario } from '../support/scenario';

const managedHook = 'ecs-managed-draining-termination-hook';

describe('a group whose capacity provider has managed draining', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('is drained alongside: ECS completes its own hook, and we ours', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      selfStarted: { 'node-agent': {} },
      standalone: [{ family: 'batch', runSeconds: 2 }],
    });
    const [leaving = ''] = world.instanceIds;
    const person = personIn(scenario);
    await person.provideCapacity(world, 'ENABLED');
    person.leave();

    await scenario.terminate(leaving);
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);

    const completed = aws.record.entries.flatMap((entry) =>
      entry.kind === 'lifecycle-action' && entry.change.what === 'completed'
        ? [[entry.lifecycleHookName, entry.change.by]]
        : [],
    );
    expect(Object.fromEntries(completed)).toEqual({
      drain: 'ECSDRAIN',
      [managedHook]: 'ecs.amazonaws.com',
    });
    expect(scenario.findings()).toEqual([]);
  });
});
