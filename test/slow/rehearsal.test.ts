import { NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { drainAccessKeyId, type RunningWorker } from '../../dev/local-stack';
import { defaultEcsReadsPerSecond, defaultShutdownGraceSeconds, ecsReadRateOf } from '../../src/config';
import { createWorker } from '../../src/create-worker';
import { defaultSpec } from '../../src/reconcile/spec';
import { bundleWith } from '../replay/support/bundles';
import { workflowBundle } from '../support/provided';
import { quietRuntime } from '../support/quiet';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';

type Bundle = WorkerOptions['workflowBundle'];
const today = () => Promise.resolve<Bundle>(workflowBundle());

describe('a drain, while the workers change to another version and back', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    quietRuntime();
    scenario = await startScenario({ worker: false });
  });
  afterAll(() => scenario.stop());

  const startWorker = async (bundle: Bundle): Promise<RunningWorker> => {
    const { aws, taskQueue } = scenario;
    const connection = await NativeConnection.connect({ address: scenario.temporalAddress });
    const config = {
      accountId: aws.accountId,
      region: aws.region,
      taskQueue,
      clusters: 'all' as const,
      clusterOfGroup: {},
      outcomeTopicArn: undefined,
      deadLetterQueues: [],
      spec: { ...defaultSpec, resyncSeconds: 1 },
      ecsReadRate: ecsReadRateOf(defaultEcsReadsPerSecond),
      shutdownGraceSeconds: defaultShutdownGraceSeconds,
    };
    const access = scenario.accessAs(drainAccessKeyId);
    const worker = await createWorker(config, connection, 'default', { workflowBundle: bundle }, access);
    const run = worker.run();
    return {
      stop: async () => {
        worker.shutdown();
        await run;
        await connection.close();
      },
    };
  };

  /** A drain in the middle: DRAINING is set, and two tasks run on until they are ended. */
  const drainInTheMiddle = async (cluster: string): Promise<string> => {
    const { instanceIds } = scenario.createWorld({
      cluster,
      standalone: [{ family: `${cluster}-one` }, { family: `${cluster}-two` }],
      selfStarted: { [`${cluster}-agent`]: {} },
    });
    const [leaving = ''] = instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ tasks }) => tasks?.length === 3);
    return leaving;
  };

  it('goes on where the change is patched, there and back, and does everything once', async () => {
    const patched = await bundleWith('pauses-before-acting-patched');
    const before = await startWorker(workflowBundle());
    const leaving = await drainInTheMiddle('both-ways');
    await before.stop();

    const after = await startWorker(patched);
    await scenario.endTasks('both-ways-one');
    await scenario.untilStatus(leaving, ({ tasksStopped }) => tasksStopped === 1);
    await after.stop();

    const back = await startWorker(workflowBundle());
    await scenario.endTasks('both-ways-two');
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained', tasksStopped: 3 });
    await back.stop();
    const acted = scenario
      .ourCalls('UpdateContainerInstancesState', 'StopTask', 'CompleteLifecycleAction')
      .filter(({ input }) => JSON.stringify(input).includes('both-ways'));
    expect(acted.map(({ operation }) => operation)).toEqual([
      'UpdateContainerInstancesState',
      'StopTask',
      'CompleteLifecycleAction',
    ]);
    expect(scenario.findings()).toEqual([]);
  });

  it.each([
    ['the change is not patched', 'not-patched', today, () => bundleWith('pauses-before-acting')],
    [
      'it began with a patch that the workers then lose',
      'too-new',
      () => bundleWith('pauses-before-acting-patched'),
      today,
    ],
  ])('is stuck where %s, and goes on with the version that began it', async (_, cluster, its, other) => {
    const itsBundle = await its();
    const otherBundle = await other();
    const before = await startWorker(itsBundle);
    const leaving = await drainInTheMiddle(cluster);
    await before.stop();

    const after = await startWorker(otherBundle);
    const failure = await untilTaskFailed(leaving);
    expect(failure).toContain('Nondeterminism');
    expect((await scenario.drain(leaving).describe()).status.name).toBe('RUNNING');
    await after.stop();

    const back = await startWorker(itsBundle);
    await scenario.endTasks(`${cluster}-one`);
    await scenario.endTasks(`${cluster}-two`);
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await back.stop();
    expect(scenario.findings()).toEqual([]);
  });

  /** Waits for a workflow task of the drain to fail. @returns why it did */
  const untilTaskFailed = async (ec2InstanceId: string): Promise<string> => {
    for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt;) {
      const { events } = await scenario.drain(ec2InstanceId).fetchHistory();
      const failed = events?.find(({ workflowTaskFailedEventAttributes: task }) => task != null);
      const attributes = failed?.workflowTaskFailedEventAttributes;
      if (attributes) return JSON.stringify(attributes);
    }
    throw new Error('no workflow task of the drain failed');
  };
});
