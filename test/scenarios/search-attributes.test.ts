import { searchAttributes } from '../../src/temporal/search-attribute-keys';
import { personIn } from '../support/person';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';

describe('a drain is found', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const shownBy = async (ec2InstanceId: string) => {
    const { typedSearchAttributes } = await scenario.drain(ec2InstanceId).describe();
    return Object.fromEntries(
      Object.entries(searchAttributes).map(([label, key]) => [label, typedSearchAttributes.get(key)]),
    );
  };

  /** Temporal's list follows what a workflow says a moment later. */
  const found = async (query: string): Promise<string[]> => {
    const giveUpAt = Date.now() + patienceMs;
    for (;;) {
      const ids: string[] = [];
      for await (const { workflowId } of scenario.client.workflow.list({ query })) ids.push(workflowId);
      if (ids.length > 0 || Date.now() > giveUpAt) return ids;
    }
  };

  it('by what it drains, where it stands and who asked, from its start to its end', async () => {
    const world = scenario.createWorld({ cluster: 'found', standalone: [{ family: 'found-batch' }] });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    const container = world.containerInstance(leaving).arn.split('/').at(-1) ?? '';
    const place = { instance: leaving, containerInstance: container, cluster: 'found', group: world.group };
    expect(await shownBy(leaving)).toEqual({
      ...place,
      phase: 'wait-for-tasks',
      trigger: 'terminate-lifecycle-action',
    });

    for (const query of [
      `EcsDrainInstance = '${leaving}'`,
      `EcsDrainContainerInstance = '${container}'`,
      `EcsDrainGroup = '${world.group}' AND EcsDrainPhase = 'wait-for-tasks'`,
      `EcsDrainCluster = 'found' AND EcsDrainTrigger = 'terminate-lifecycle-action'`,
    ])
      expect(await found(query)).toEqual([scenario.drain(leaving).workflowId]);

    await scenario.endTasks('found-batch');
    await scenario.result(leaving);
    expect(await shownBy(leaving)).toMatchObject({ ...place, phase: 'ended' });
  });

  it('from the moment that it was asked for, also while no worker runs', async () => {
    const idle = await startScenario({ worker: false });
    const person = personIn(idle);
    try {
      const [kept = ''] = idle.createWorld({ cluster: 'idle' }).instanceIds;
      await person.askForDrain(kept);
      const { typedSearchAttributes } = await idle.drain(kept).describe();
      const labels = Object.values(searchAttributes).map((key) => typedSearchAttributes.get(key));
      expect(labels).toEqual([kept, 'unknown', 'unknown', 'unknown', 'starting', 'operator-request']);
      await idle.drain(kept).terminate('seen');
    } finally {
      person.leave();
      await idle.stop();
    }
  });
});
