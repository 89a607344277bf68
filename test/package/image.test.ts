import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '../../dev/temporal/free-ports';
import { composeCommand } from '../support/compose-file';
import { commandOf, last, stage } from '../support/dockerfile';
import { makeImageTree, type ImageTree } from '../support/image-tree';
import { installedPackage } from '../support/installed-package';
import { startScenario, type Scenario } from '../support/scenario';
import { startStarterProcess } from '../support/starter-process';
import { startWorkerProcess, workerEnvironment } from '../support/worker-process';

const run = promisify(execFile);
const { packageFolder } = installedPackage();
const worker = stage('worker');

jest.setTimeout(180_000);

/** The image's user where these tests run as root, as they do in many a container. */
const user = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};

describe("the image's files and commands, without Docker", () => {
  let tree: ImageTree;
  let scenario: Scenario;
  beforeAll(async () => {
    tree = await makeImageTree(packageFolder);
    scenario = await startScenario({ worker: false });
  });
  afterAll(async () => {
    await scenario.stop();
    await tree.remove();
  });

  it('are no larger than they were: 165 MB beside Node, with the native core for this platform alone', async () => {
    const entries = await readdir(tree.app, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    expect(sizes.reduce((sum, size) => sum + size) / 1_000_000).toBeLessThan(190);
    expect(files.filter((file) => /core-bridge\/.*\.node$/.test(file))).toHaveLength(1);
  });

  it('drain an instance as a user that can write nothing, are healthy, and stop on the stop signal', async () => {
    const [healthPort, metricsPort] = await freePorts(2);
    const variables = {
      ...workerEnvironment(scenario.aws, scenario.temporalAddress),
      HOME: '/nonexistent',
      TMPDIR: '/nonexistent',
      NODE_ENV: 'production',
      ECS_DRAIN_HEALTH_ADDRESS: `127.0.0.1:${healthPort ?? 0}`,
      ECS_DRAIN_METRICS_ADDRESS: `127.0.0.1:${metricsPort ?? 0}`,
    };
    const inImage = (command: readonly string[]) =>
      run(process.execPath, command.slice(1), { cwd: tree.app, env: variables, ...user });

    // The order in which compose starts them.
    await inImage(composeCommand('setup'));
    const starter = await startStarterProcess(
      path.join(packageFolder, composeCommand('starter').at(-1) ?? ''),
      {
        TEMPORAL_ADDRESS: scenario.temporalAddress,
      },
    );
    scenario.aws.lambda.register('ecs-drain-starter', starter);
    const [, ...rest] = commandOf(last(worker, 'CMD'));
    const running = startWorkerProcess(variables, {
      command: [process.execPath, ...rest],
      cwd: tree.app,
      ...user,
    });
    await running.ready();

    const { instanceIds } = scenario.createWorld({
      services: [{ name: 'web', desiredCount: 1 }],
      instances: 2,
    });
    const [leaving = ''] = instanceIds;
    await scenario.terminate(leaving);
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(scenario.findings()).toEqual([]);

    const check = commandOf(last(worker, 'HEALTHCHECK'));
    await inImage(check);
    running.kill(last(worker, 'STOPSIGNAL') as NodeJS.Signals); // the unit test says which
    await expect(running.ended()).resolves.toBe(0);
    await expect(inImage(check)).rejects.toMatchObject({ code: 1 });
    expect(existsSync('/nonexistent')).toBe(false);
  });
});
