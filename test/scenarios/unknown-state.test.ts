import { startOtherBuilds, type OtherBuilds } from '../support/other-builds';
import { quietRuntime } from '../support/quiet';
import {
  hookName,
  mutatingOperations,
  patienceMs,
  startScenario,
  statusOf,
  type Scenario,
} from '../support/scenario';

const metadataQuery = '__temporal_workflow_metadata';

describe('a drain whose state its worker does not understand', () => {
  let scenario: Scenario;
  let builds: OtherBuilds;
  beforeAll(async () => {
    quietRuntime();
    builds = await startOtherBuilds();
    scenario = await startScenario({ worker: false });
  });
  afterAll(async () => {
    await scenario.stop();
    await builds.remove();
  });

  it('says so, is kept alive and nothing more, and goes on with a worker that does', async () => {
    const ofAnotherVersion = await builds.workerWith([
      {
        file: 'src/domain/drain/state/recorded-state.ts',
        find: 'const version = 1;',
        replace: 'const version = 2;',
      },
    ]);
    const { instanceIds } = scenario.createWorld({
      standalone: [{ family: 'batch' }],
      hooks: [{ name: hookName, notify: scenario.starterArn, heartbeatTimeoutSeconds: 30 }],
    });
    const [leaving = ''] = instanceIds;
    const before = await scenario.startWorker();
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ tasks }) => tasks?.length === 1);
    await before.stop();

    const other = await scenario.startWorker({ createWorker: ofAnotherVersion });
    const status = await scenario.untilStatus(
      leaving,
      ({ decisionFailure }) => decisionFailure !== undefined,
    );
    expect(status.decisionFailure).toContain("this worker does not understand the drain's state (core: ");
    const metadata = await scenario.drain(leaving).query(metadataQuery);
    expect(metadata).toMatchObject({
      currentDetails: expect.stringContaining('**decision failed**: this') as string,
    });
    const seq = scenario.aws.record.entries.length;
    await scenario.endTasks('batch');
    for (const afterwards of [seq, scenario.aws.record.entries.length])
      await scenario.aws.record.until(isHeartbeat, { afterSeq: afterwards, timeoutMs: patienceMs });
    const calls = scenario.ourCalls(...mutatingOperations).filter((call) => call.seq > seq);
    expect(new Set(calls.map(({ operation }) => operation))).toEqual(
      new Set(['RecordLifecycleActionHeartbeat']),
    );
    await other.stop();

    await scenario.startWorker();
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained', tasksStopped: 1 });
    expect((await statusOf(scenario.drain(leaving)))?.decisionFailure).toBeUndefined();
    expect(scenario.ourCalls('UpdateContainerInstancesState')).toHaveLength(1);
    expect(scenario.findings()).toEqual([]);
  });
});

const isHeartbeat = (entry: { readonly kind: string; readonly operation?: string }): boolean =>
  entry.kind === 'call' && entry.operation === 'RecordLifecycleActionHeartbeat';
