import { drainSearchAttributes } from '../../dev/temporal/drain-search-attributes';
import { startTemporalServer, type TemporalServer } from '../../dev/temporal/temporal-server';
import { pauseUpdate, resumeUpdate } from '../../src/workflows/drain.api';
import { startScenario, type Scenario } from '../support/scenario';

describe('a drain whose history grows long', () => {
  let server: TemporalServer;
  let scenario: Scenario;
  beforeAll(async () => {
    // Four observations' worth, instead of the thousands of events after which a server asks for a new run.
    server = await startTemporalServer({
      searchAttributes: drainSearchAttributes,
      dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': '40' },
    });
    scenario = await startScenario({ temporalAddress: server.address });
  });
  afterAll(async () => {
    await scenario.stop();
    await server.stop();
  });

  it('goes on in a new run, and forgets nothing', async () => {
    const world = scenario.createWorld({
      standalone: [{ family: 'batch' }, { family: 'brief' }],
      selfStarted: { 'node-agent': {} },
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    const before = await scenario.untilStatus(leaving, ({ tasks }) => tasks?.length === 3);
    await scenario.endTasks('brief');
    await scenario.untilStatus(leaving, ({ tasksStopped }) => tasksStopped === 1);
    const pause = { by: 'ana', reason: 'an observation at the disks' };
    await scenario.drain(leaving).executeUpdate(pauseUpdate, { args: [pause] });
    const { runId } = await scenario.drain(leaving).describe();

    // An observation leaves calls in the record, and each brings the next run nearer.
    for (let current = runId; current === runId;) {
      const seen = scenario.aws.record.entries.length;
      await scenario.aws.record.until(() => true, { afterSeq: seen });
      current = (await scenario.drain(leaving).describe()).runId;
    }
    const after = await scenario.untilStatus(leaving, ({ tasks }) => tasks?.length === 2);
    expect(after).toMatchObject({
      startedAt: before.startedAt,
      lifecycleHooks: before.lifecycleHooks,
      tasksStopped: 1,
      paused: pause,
      commands: [{ kind: 'pause', ...pause }],
    });
    await scenario.drain(leaving).executeUpdate(resumeUpdate, { args: [{ by: 'bo', reason: 'seen' }] });
    await scenario.endTasks('batch');

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained', tasksStopped: 3 });
    expect(scenario.findings()).toEqual([]);
    expect(scenario.ourCalls('UpdateContainerInstancesState')).toHaveLength(1);
  });
});
