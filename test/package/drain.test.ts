import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { installedPackage } from '../support/installed-package';
import { startScenario, type Scenario } from '../support/scenario';
import { startStarterProcess } from '../support/starter-process';
import { startWorkerProcess, workerEnvironment } from '../support/worker-process';

const run = promisify(execFile);
const { folder, packageFolder, bin } = installedPackage();

describe('the installed package, on a local AWS and a Temporal server', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ worker: false });
    const starter = await startStarterProcess(path.join(packageFolder, 'dist/lambda/starter.cjs'), {
      TEMPORAL_ADDRESS: scenario.temporalAddress,
    });
    // In the place of the sources' starter, to which the worlds' hooks lead.
    scenario.aws.lambda.register('ecs-drain-starter', starter);
  });
  afterAll(() => scenario.stop());

  it('drains an instance, from the message to the completed lifecycle action', async () => {
    const worker = startWorkerProcess(workerEnvironment(scenario.aws, scenario.temporalAddress), {
      command: [bin('ecs-drain-worker')],
      cwd: folder,
    });
    await worker.ready();
    const { instanceIds } = scenario.createWorld({
      instances: 2,
      services: [{ name: 'web', desiredCount: 2 }],
      selfStarted: { agent: {} },
    });
    const [leaving = ''] = instanceIds;
    await scenario.terminate(leaving);
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
    const { stdout } = await run(bin('ecs-drain'), ['describe', leaving, '--json'], {
      env: { PATH: process.env['PATH'], TEMPORAL_ADDRESS: scenario.temporalAddress },
    });
    expect(JSON.parse(stdout)).toMatchObject({ status: { ec2InstanceId: leaving, phase: 'ended' } });
    worker.kill('SIGTERM');
    await expect(worker.ended()).resolves.toBe(0);
    expect(worker.output()).not.toContain('Warning');
  });
});
