import { pauseAll, readLimits, resumeAll } from '../../src/temporal/limits';
import { startScenario, type Scenario } from '../support/scenario';

const acting = ['UpdateContainerInstancesState', 'StopTask', 'CompleteLifecycleAction'];

describe('all drains paused in the middle', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ spec: { heartbeatSeconds: 3 } });
  });
  afterAll(() => scenario.stop());

  it('send nothing but heartbeats from then on, and all finish once it is lifted', async () => {
    const world = scenario.createWorld({
      instances: 14,
      services: [{ name: 'web', desiredCount: 20, stopSeconds: 1 }],
      selfStarted: { 'node-agent': {} },
    });
    const leaving = world.instanceIds.slice(0, 12);
    await Promise.all(leaving.map((id) => scenario.terminate(id)));
    // In the middle: some have begun, and none is through.
    await scenario.aws.record.until((entry) => entry.kind === 'call' && acting.includes(entry.operation));

    const attribution = { by: 'ana', reason: 'an incident' };
    const accepted = await pauseAll(scenario.client, scenario.aws, attribution);
    expect(accepted).toMatchObject(attribution);
    await expect(readLimits(scenario.client, scenario.aws)).resolves.toMatchObject({ paused: attribution });

    // Each says so, later terminations too; one that says so has nothing on its way.
    const late = world.instanceIds[12] ?? '';
    await scenario.terminate(late);
    for (const id of [...leaving, late])
      await scenario.untilStatus(
        id,
        ({ reason, allPaused: paused }) => reason === 'AllPaused' && paused?.by === 'ana',
      );
    const pausedAtSeq = scenario.aws.record.entries.length;
    const heartbeats = () => scenario.ourCalls('RecordLifecycleActionHeartbeat').length;
    const before = heartbeats();
    await scenario.aws.record.until(() => heartbeats() > before + leaving.length);
    const since = scenario.ourCalls(...acting).filter(({ seq }) => seq > pausedAtSeq);
    expect(since).toEqual([]);

    await resumeAll(scenario.client, scenario.aws, { by: 'bo', reason: 'over' });
    const results = await Promise.all([...leaving, late].map((id) => scenario.result(id)));
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['drained']));
    expect(scenario.findings()).toEqual([]);
    await expect(readLimits(scenario.client, scenario.aws)).resolves.toEqual({ paused: null, permits: [] });
  });

  it('twice is once: the first order stands; and an order needs a name and a reason', async () => {
    const first = await pauseAll(scenario.client, scenario.aws, { by: 'ana', reason: 'one' });
    await expect(pauseAll(scenario.client, scenario.aws, { by: 'bo', reason: 'two' })).resolves.toEqual(
      first,
    );
    await resumeAll(scenario.client, scenario.aws, { by: 'bo', reason: 'over' });
    await resumeAll(scenario.client, scenario.aws, { by: 'bo', reason: 'over' });
    const refused = pauseAll(scenario.client, scenario.aws, { by: '', reason: '' });
    await expect(refused).rejects.toMatchObject({ cause: { type: 'CommandRefused' } });
  });
});
