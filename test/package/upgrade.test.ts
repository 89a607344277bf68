import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { installedPackage } from '../support/installed-package';
import { installNewerPackage, newerVersion } from '../support/newer-package';
import { hookName, patienceMs, startScenario, type Scenario } from '../support/scenario';
import { startWorkerProcess, workerEnvironment, type WorkerProcess } from '../support/worker-process';

const run = promisify(execFile);
const { folder: older, bin } = installedPackage();

jest.setTimeout(240_000);

describe('drains, while workers of two packaged versions take over from each other', () => {
  let scenario: Scenario;
  let folder: string;
  let newer: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ecs-drain-newer-'));
    newer = await installNewerPackage(folder);
    scenario = await startScenario({ worker: false });
  });
  afterAll(async () => {
    await scenario.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const startWorker = async (installed: string): Promise<WorkerProcess> => {
    const worker = startWorkerProcess(
      { ...workerEnvironment(scenario.aws, scenario.temporalAddress), ECS_DRAIN_LIFECYCLE_HOOKS: hookName },
      { command: [path.join(installed, 'node_modules/.bin/ecs-drain-worker')], cwd: installed },
    );
    await worker.ready();
    return worker;
  };
  const stop = async (worker: WorkerProcess) => {
    worker.kill('SIGTERM');
    await expect(worker.ended()).resolves.toBe(0);
  };

  /** A drain in the middle: DRAINING is set, and a task runs on until it is ended. */
  const drainInTheMiddle = async (cluster: string): Promise<string> => {
    const { instanceIds } = scenario.createWorld({ cluster, standalone: [{ family: cluster }] });
    const [leaving = ''] = instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ reason }) => reason === 'TasksRunning');
    return leaving;
  };

  /** Ends the task that the drain waits for. @returns how the drain ended */
  const finish = async (cluster: string, ec2InstanceId: string) => {
    await scenario.endTasks(cluster);
    return scenario.result(ec2InstanceId);
  };

  const eventsOf = async (ec2InstanceId: string) =>
    (await scenario.drain(ec2InstanceId).fetchHistory()).events ?? [];

  const environment = () => ({
    PATH: process.env['PATH'],
    HOME: folder,
    TEMPORAL_ADDRESS: scenario.temporalAddress,
  });
  const ecsDrain = (...args: string[]) => run(bin('ecs-drain'), args, { env: environment() });

  /** Who carried the drain, by their process ids. */
  const carriersOf = async (ec2InstanceId: string): Promise<ReadonlySet<number>> => {
    const identities = (await eventsOf(ec2InstanceId)).map(
      (event) => event.workflowTaskCompletedEventAttributes?.identity ?? '',
    );
    return new Set(identities.filter((identity) => identity !== '').map((identity) => parseInt(identity)));
  };

  it('has two versions to speak of', async () => {
    const { version } = JSON.parse(
      await readFile(path.join(newer, 'node_modules/ecs-drain/package.json'), 'utf8'),
    ) as { version: string }; // npm's
    expect(version).toBe(newerVersion);
  });

  it('go on through an upgrade: both versions poll, then the new one alone', async () => {
    const before = await startWorker(older);
    const begunBefore = await drainInTheMiddle('begun-before');
    const after = await startWorker(newer);
    const begunMeanwhile = await drainInTheMiddle('begun-meanwhile');
    await stop(before);

    await expect(finish('begun-before', begunBefore)).resolves.toMatchObject({ outcome: 'drained' });
    await expect(finish('begun-meanwhile', begunMeanwhile)).resolves.toMatchObject({ outcome: 'drained' });
    expect(await carriersOf(begunBefore)).toEqual(new Set([before.pid, after.pid]));
    expect(scenario.findings()).toEqual([]);
    await stop(after);
  });

  it('go on through a rollback, and through the upgrade once more', async () => {
    const before = await startWorker(older);
    const begunBefore = await drainInTheMiddle('rolled-back');
    const after = await startWorker(newer);
    await stop(before);
    await untilCarriedBy(begunBefore, after);
    const begunAfter = await drainInTheMiddle('begun-after');
    const thereAndBack = await drainInTheMiddle('there-and-back');
    await ecsDrain('pause', begunAfter, '--by', 'me', '--reason', 'to see that it lasts');
    await stop(after);

    const back = await startWorker(older);
    await expect(finish('rolled-back', begunBefore)).resolves.toMatchObject({ outcome: 'drained' });
    await untilCarriedBy(begunAfter, back);
    await scenario.untilStatus(begunAfter, ({ paused }) => paused?.reason === 'to see that it lasts');
    await ecsDrain('resume', begunAfter, '--by', 'me', '--reason', 'seen');
    await expect(finish('begun-after', begunAfter)).resolves.toMatchObject({ outcome: 'drained' });
    await untilCarriedBy(thereAndBack, back);

    const again = await startWorker(newer);
    await stop(back);
    await expect(finish('there-and-back', thereAndBack)).resolves.toMatchObject({ outcome: 'drained' });
    expect(await carriersOf(thereAndBack)).toEqual(new Set([after.pid, back.pid, again.pid]));
    for (const drain of [begunBefore, begunAfter, thereAndBack])
      expect((await eventsOf(drain)).filter((event) => event.workflowTaskFailedEventAttributes)).toEqual([]);
    expect(scenario.findings()).toEqual([]);
    expect(scenario.ourCalls('UpdateContainerInstancesState')).toHaveLength(5);
    await stop(again);
  });

  /** Each observation leaves calls: that is when it is worth asking. */
  const untilCarriedBy = async (ec2InstanceId: string, worker: WorkerProcess): Promise<void> => {
    while (!(await carriersOf(ec2InstanceId)).has(worker.pid)) {
      const seen = scenario.aws.record.entries.length;
      await scenario.aws.record.until(() => true, { afterSeq: seen, timeoutMs: patienceMs });
    }
  };
});
