import { PutWarmPoolCommand } from '@aws-sdk/client-auto-scaling';
import { personIn } from '../support/person';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';

describe('an instance of a warm pool that is terminated', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('is in no cluster, and is let go from Warmed:Terminating:Wait', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld();
    const person = personIn(scenario);
    await person.autoScaling.send(
      new PutWarmPoolCommand({ AutoScalingGroupName: world.group, MaxGroupPreparedCapacity: 2 }),
    );
    person.leave();
    const stateIs = (lifecycleState: string) =>
      aws.record.until((entry) => entry.kind === 'instance' && entry.lifecycleState === lifecycleState, {
        timeoutMs: patienceMs,
      });
    const warm = await stateIs('Warmed:Stopped');
    const leaving = warm.kind === 'instance' ? warm.instanceId : '';

    await scenario.terminate(leaving);
    await stateIs('Warmed:Terminating:Wait');

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'not-in-cluster' });
    await stateIs('Warmed:Terminated');
    expect(scenario.ourCalls('UpdateContainerInstancesState', 'StopTask')).toEqual([]);
    expect(scenario.findings()).toEqual([]);
  });
});
