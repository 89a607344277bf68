import { personIn, statusesOf, type Person } from '../support/person';
import { startScenario, type Scenario } from '../support/scenario';

describe('an instance that Auto Scaling terminates while an operator has it drained', () => {
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

  it('gets its hook completed by the same drain, and never returns to ACTIVE', async () => {
    const world = scenario.createWorld({ standalone: [{ family: 'batch' }] });
    const [leaving = ''] = world.instanceIds;
    await person.askForDrain(leaving, 'return-to-active');
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    const { runId } = await scenario.drain(leaving).describe();

    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ heartbeats }) => heartbeats > 0);
    await scenario.endTasks('batch');

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained', tasksStopped: 1 });
    expect((await scenario.drain(leaving).describe()).runId).toBe(runId);
    await scenario.untilTerminated(leaving);
    expect(statusesOf(scenario, leaving)).toEqual(['ACTIVE', 'DRAINING', 'INACTIVE']);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toHaveLength(1);
    expect(scenario.findings()).toEqual([]);
  });
});
