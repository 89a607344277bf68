import { personIn, statusesOf, type Person } from '../support/person';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';

describe('an operator who sets an instance back to ACTIVE while it is drained', () => {
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

  it('is respected where nobody terminates it: the drain pauses, says so, and goes on at DRAINING', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({ cluster: 'stays', standalone: [{ family: 'batch' }] });
    const [asked = ''] = world.instanceIds;
    await person.askForDrain(asked, 'return-to-active');
    await scenario.untilStatus(asked, ({ phase }) => phase === 'wait-for-tasks');

    await person.setStatus(world, asked, 'ACTIVE');
    await scenario.untilStatus(asked, ({ reason }) => reason === 'SetBackToActive');
    await scenario.endTasks('batch');
    await aws.record.until(
      (entry) => entry.kind === 'call' && entry.operation === 'DescribeContainerInstances',
      { afterSeq: aws.record.entries.length, timeoutMs: patienceMs },
    );
    await expect(scenario.untilStatus(asked, () => true)).resolves.toMatchObject({
      phase: 'set-draining',
      reason: 'SetBackToActive',
    });

    await person.setStatus(world, asked, 'DRAINING');
    await expect(scenario.drain(asked).result()).resolves.toMatchObject({ outcome: 'returned-to-active' });
    expect(statusesOf(scenario, asked)).toEqual(['ACTIVE', 'DRAINING', 'ACTIVE', 'DRAINING', 'ACTIVE']);
    const ours = scenario
      .ourCalls('UpdateContainerInstancesState')
      .filter(({ input }) => JSON.stringify(input).includes(world.containerInstance(asked).arn));
    expect(ours).toMatchObject([{ input: { status: 'DRAINING' } }, { input: { status: 'ACTIVE' } }]);
  });

  it('does not keep one that is being terminated: it is DRAINING again', async () => {
    const world = scenario.createWorld({ cluster: 'leaves', standalone: [{ family: 'job' }] });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');

    await person.setStatus(world, leaving, 'ACTIVE');
    await scenario.aws.record.until(
      (entry) =>
        entry.kind === 'container-instance' &&
        statusesOf(scenario, leaving).join() === 'ACTIVE,DRAINING,ACTIVE,DRAINING',
      { timeoutMs: patienceMs },
    );
    await scenario.endTasks('job');

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(scenario.findings()).toEqual([]);
  });
});
