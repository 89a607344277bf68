import { startScenario, type Scenario } from '../support/scenario';
import { fromTheSources, startWorkerProcess, workerEnvironment } from '../support/worker-process';

describe('a worker process', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ worker: false });
  });
  afterAll(() => scenario.stop());

  it('names everything that is wrong with its settings in one error, and exits with 1', async () => {
    const worker = startWorkerProcess({ AWS_REGION: 'nowhere', ECS_DRAIN_RESYNC_SECONDS: 'soon' });

    await expect(worker.ended()).resolves.toBe(1);
    expect(worker.output().match(/- (\w+):/g)).toEqual([
      '- AWS_REGION:',
      '- ECS_DRAIN_ACCOUNT_ID:',
      '- ECS_DRAIN_RESYNC_SECONDS:',
    ]);
    expect(worker.output()).not.toContain(' at ');
  });

  it('says where it looked for Temporal when there is none', async () => {
    const worker = startWorkerProcess({
      ...workerEnvironment(scenario.aws, '127.0.0.1:1'),
    });

    await expect(worker.ended()).resolves.toBe(1);
    expect(worker.output()).toContain('127.0.0.1:1');
  });

  it("refuses another account's credentials, says what to do, and exits with 1", async () => {
    const worker = startWorkerProcess({
      ...workerEnvironment(scenario.aws, scenario.temporalAddress),
      ECS_DRAIN_ACCOUNT_ID: '999999999999',
    });

    await expect(worker.ended()).resolves.toBe(1);
    expect(worker.output()).toContain(
      `of account ${scenario.aws.accountId}, and this worker serves account 999999999999: give it credentials of that account`,
    );
    expect(scenario.aws.record.entries.filter(({ kind }) => kind === 'call')).toHaveLength(1);
  });

  it('drains, compiled or from the sources, told by the environment alone, and stops gracefully on SIGTERM while a drain goes on', async () => {
    // This task ends when the test says so, not when some time is over.
    const world = scenario.createWorld({ standalone: [{ family: 'batch' }] });
    const [leaving = ''] = world.instanceIds;
    const first = startWorkerProcess(
      workerEnvironment(scenario.aws, scenario.temporalAddress),
      fromTheSources,
    );
    await first.ready();
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');

    first.kill('SIGTERM');
    await expect(first.ended()).resolves.toBe(0);
    const second = startWorkerProcess(workerEnvironment(scenario.aws, scenario.temporalAddress));
    await second.ready();
    await scenario.endTasks('batch');

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained', tasksStopped: 1 });
    expect(scenario.findings()).toEqual([]);
    second.kill('SIGTERM');
    await expect(second.ended()).resolves.toBe(0);
  });
});
