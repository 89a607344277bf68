import { drainIdOf, releaseUpdate } from '../../../src/workflows/drain.api';
import { startCli, unhurriedMs } from '../../support/cli-process';
import { statusesOf } from '../../support/person';
import { startScenario, type Scenario } from '../../support/scenario';

jest.setTimeout(unhurriedMs);

describe('ecs-drain start', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const start = (...args: string[]) =>
    startCli(['start', ...args, '--by', 'ana', '--reason', 'a reboot'], {
      env: {
        TEMPORAL_ADDRESS: scenario.temporalAddress,
        ECS_DRAIN_ACCOUNT_ID: scenario.aws.accountId,
        AWS_REGION: scenario.aws.region,
      },
    });
  const cli = (...args: string[]) => start(...args).ended;

  it('--wait shows how the drain goes, and its exit code tells how it ended', async () => {
    const { instanceIds } = scenario.createWorld({
      instances: 3,
      services: [{ name: 'web', desiredCount: 3, stopSeconds: 1 }],
      standalone: [{ family: 'batch', count: 3 }],
    });
    const [drained = ''] = instanceIds;
    const waiting = cli(drained, '--afterwards', 'return-to-active', '--wait', '--json');
    await scenario.untilStatus(
      drained,
      ({ phase, tasks }) => phase === 'wait-for-tasks' && tasks?.length === 1,
    );
    await scenario.endTasks('batch');
    const ended = await waiting;
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).not.toContain('no worker polls');
    expect(JSON.parse(ended.stdout)).toMatchObject({ instance: drained, outcome: 'returned-to-active' });
    expect(ended.stderr).toContain(`${drained}  ended · drained as requested`);
    expect(statusesOf(scenario, drained).slice(-2)).toEqual(['DRAINING', 'ACTIVE']);

    const { instanceIds: others } = scenario.createWorld({
      cluster: 'busy',
      standalone: [{ family: 'forever' }],
    });
    const [busy = ''] = others;
    const left = start(busy, '--wait');
    await scenario.untilStatus(busy, ({ phase }) => phase === 'wait-for-tasks');
    left.ctrlC();
    await expect(left.ended).resolves.toMatchObject({ exitCode: 130, stdout: '' });
    expect((await scenario.drain(busy).describe()).status.name).toBe('RUNNING');

    // The drain that runs takes the second request in.
    const watching = cli(busy, '--deadline', '1h', '--wait');
    const { deadline } = await scenario.untilStatus(busy, ({ deadline: set }) => set !== undefined);
    expect(deadline?.setBy).toBe('notice');
    await scenario.drain(busy).executeUpdate(releaseUpdate, { args: [{ by: 'bo', reason: 'no time' }] });
    await expect(watching).resolves.toMatchObject({
      exitCode: 7,
      stdout: `${busy} released by an operator before the last task had stopped\n`,
    });
  });

  it('a Region in which no worker is told, and the drain starts once there is one', async () => {
    const instance = 'i-00e15e3b0d1e5e3b0';
    const asked = await cli(instance, '--region', 'eu-nowhere-1');
    const workflowId = drainIdOf(instance, { ...scenario.aws, region: 'eu-nowhere-1' });
    expect(asked).toMatchObject({ exitCode: 0, stdout: `asked for: ${workflowId}\n` });
    expect(asked.stderr).toMatch(/^no worker polls ecs-drain-\d+-eu-nowhere-1: are account and Region right/);
    const drain = scenario.client.workflow.getHandle(workflowId);
    expect((await drain.describe()).status.name).toBe('RUNNING');
    await drain.terminate();
  });
});
