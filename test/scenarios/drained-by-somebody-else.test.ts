import { personIn, statusesOf, type Person } from '../support/person';
import { startScenario, type Scenario } from '../support/scenario';

describe('an instance that somebody set to DRAINING before us', () => {
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

  it('is drained all the same, and not set to DRAINING twice', async () => {
    const world = scenario.createWorld({
      selfStarted: { 'node-agent': {} },
      standalone: [{ family: 'batch', runSeconds: 2 }],
    });
    const [leaving = ''] = world.instanceIds;
    await person.setStatus(world, leaving, 'DRAINING');
    await scenario.terminate(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(scenario.ourCalls('UpdateContainerInstancesState')).toEqual([]);
    expect(statusesOf(scenario, leaving)).toEqual(['ACTIVE', 'DRAINING', 'INACTIVE']);
    expect(scenario.findings()).toEqual([]);
  });
});
