import { hookName, patienceMs, startScenario, type Scenario } from '../support/scenario';
import { startWorkerProcess, workerEnvironment, type WorkerProcess } from '../support/worker-process';

describe('a worker whose configuration misses the cluster of an instance with a running task', () => {
  let scenario: Scenario;
  beforeEach(async () => {
    scenario = await startScenario({ worker: false, permissions: 'all' }); // no role is for a cluster that there is not
    scenario.aws.ecs.createCluster('other');
  });
  afterEach(() => scenario.stop());

  const startWorker = async (clusters: string): Promise<WorkerProcess> => {
    const worker = startWorkerProcess({
      ...workerEnvironment(scenario.aws, scenario.temporalAddress),
      ECS_DRAIN_CLUSTERS: clusters,
      ECS_DRAIN_ABSENCE_GRACE_SECONDS: '1',
    });
    await worker.ready();
    return worker;
  };
  const heartbeat = (afterSeq = 0) =>
    scenario.aws.record.until(
      (entry) => entry.kind === 'call' && entry.operation === 'RecordLifecycleActionHeartbeat',
      { afterSeq, timeoutMs: patienceMs },
    );

  it.each([
    ['because its name has a mistake', 'dmeo', undefined, /cluster dmeo, which ECS_DRAIN_CLUSTERS names/],
    [
      'although the hook names it',
      'other',
      '{"cluster":"demo"}',
      /cluster demo, which is not among ECS_DRAIN_CLUSTERS/,
    ],
  ])(
    '%s, keeps the hook alive and says what to fix; the fixed one drains it',
    async (_, clusters, notificationMetadata, message) => {
      const mistaken = await startWorker(clusters);
      const hook = { name: hookName, notify: scenario.starterArn, heartbeatTimeoutSeconds: 30 };
      const world = scenario.createWorld({
        hooks: [{ ...hook, ...(notificationMetadata && { notificationMetadata }) }],
        selfStarted: { 'node-agent': {} },
      });
      const [leaving = ''] = world.instanceIds;
      await scenario.terminate(leaving);

      const stuck = await scenario.untilStatus(leaving, ({ phase }) => phase === 'locate');
      await heartbeat((await heartbeat()).seq);
      expect(stuck).toMatchObject({
        reason: 'CannotSee',
        conditions: expect.arrayContaining([
          expect.objectContaining({
            type: 'CallRefused',
            message: expect.stringMatching(message) as string,
          }),
        ]) as unknown,
      });
      expect(scenario.ourCalls('CompleteLifecycleAction', 'StopTask')).toEqual([]);

      mistaken.kill('SIGTERM');
      await mistaken.ended();
      await startWorker(`${clusters},demo`);
      // One that is misnamed is no obstacle where another has the instance.
      await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
      expect(scenario.findings()).toEqual([]);
    },
  );
});
