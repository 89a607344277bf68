import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findTemporalServer } from '../../dev/temporal/temporal-server-ways';
import { installedPackage } from '../support/installed-package';
import { installNewerPackage, newerPatch, newerVersion } from '../support/newer-package';
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
    await scenario.untilStatus(leaving, ({ phase, tasks }) => phase === 'evict' && tasks?.length === 1);
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

  it('go on through a rollback; those that the new version began are stuck until they are begun again', async () => {
    const before = await startWorker(older);
    const begunBefore = await drainInTheMiddle('rolled-before');
    const after = await startWorker(newer);
    await stop(before);
    const toReset = await drainInTheMiddle('to-reset');
    const toSweep = await drainInTheMiddle('to-sweep');
    await ecsDrain('hold', toReset, '--by', 'me', '--why', 'to see that it lasts');
    await stop(after);
    const back = await startWorker(older);

    // What began before the upgrade knows nothing of the patch.
    await expect(finish('rolled-before', begunBefore)).resolves.toMatchObject({ outcome: 'drained' });
    for (const stuck of [toReset, toSweep]) {
      expect(await untilTaskFailed(stuck)).toContain('Nondeterminism');
      expect((await scenario.drain(stuck).describe()).status.name).toBe('RUNNING');
    }
    const query = `TemporalChangeVersion = '${newerPatch}' AND ExecutionStatus = 'Running'`;
    expect(await idsOf(query)).toEqual([toReset, toSweep].map((id) => scenario.drain(id).workflowId).sort());

    await scenario.drain(toSweep).terminate('rollback');
    const { accountId, region } = scenario.aws;
    await ecsDrain('sweep', '--account', accountId, '--region', region);
    const { runId } = await scenario.drain(toReset).describe();
    const temporal = await findTemporalServer({ env: process.env, progress: () => undefined });
    const reset = ['workflow', 'reset', '--type', 'FirstWorkflowTask', '--reason', 'rollback', '--yes'];
    await run(temporal, [...reset, '--query', query], { env: environment() });
    await untilAnotherRun(toReset, runId);

    // It was begun again with all that it had been told.
    await scenario.untilStatus(toReset, ({ held }) => held?.why === 'to see that it lasts');
    await ecsDrain('resume', toReset, '--by', 'me', '--why', 'seen');
    for (const [cluster, again] of [
      ['to-sweep', toSweep],
      ['to-reset', toReset],
    ] as const) {
      await scenario.untilStatus(again, ({ phase, tasks }) => phase === 'evict' && tasks?.length === 1);
      expect(await carriersOf(again)).toEqual(new Set([back.pid]));
      await expect(finish(cluster, again)).resolves.toMatchObject({ outcome: 'drained' });
    }
    expect(scenario.findings()).toEqual([]);
    expect(scenario.ourCalls('UpdateContainerInstancesState').map(({ input }) => input)).toHaveLength(5);
    await stop(back);
  });

  /** A batch job of the server's resets. */
  const untilAnotherRun = async (ec2InstanceId: string, runId: string): Promise<void> => {
    for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt;)
      if ((await scenario.drain(ec2InstanceId).describe()).runId !== runId) return;
    throw new Error('nobody has begun the drain again');
  };

  /** Waits for a workflow task of the drain to fail. @returns why it did */
  const untilTaskFailed = async (ec2InstanceId: string): Promise<string> => {
    for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt;) {
      const events = await eventsOf(ec2InstanceId);
      const failed = events.find(({ workflowTaskFailedEventAttributes: task }) => task != null);
      const attributes = failed?.workflowTaskFailedEventAttributes;
      if (attributes) return JSON.stringify(attributes);
    }
    throw new Error('no workflow task of the drain failed');
  };

  const idsOf = async (query: string): Promise<string[]> => {
    const ids: string[] = [];
    for await (const { workflowId } of scenario.client.workflow.list({ query })) ids.push(workflowId);
    return ids.sort();
  };
});
