import { startCli, unhurriedMs } from '../../support/cli-process';
import { quietRuntime } from '../../support/quiet';
import { hookName, startScenario, type Scenario } from '../../support/scenario';

jest.setTimeout(unhurriedMs);

describe('ecs-drain and the sweep', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    quietRuntime();
    scenario = await startScenario({ worker: false });
  });
  afterAll(() => scenario.stop());

  const run = (...args: string[]) =>
    startCli(args, { env: { TEMPORAL_ADDRESS: scenario.temporalAddress } }).ended;
  const here = (): string[] => ['--account', scenario.aws.accountId, '--region', scenario.aws.region];

  it('setup makes one Schedule, whose interval a later setup changes', async () => {
    const scheduleId = `ecs-drain-sweep-${scenario.aws.accountId}-${scenario.aws.region}`;
    const first = await run('setup', ...here(), '--json');
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toMatchObject({
      sweep: { scheduleId, everyMs: 300_000, was: 'created', isPaused: false },
    });
    const handle = scenario.client.schedule.getHandle(scheduleId);
    await handle.pause('an incident');
    const second = await run('setup', ...here(), '--every', '1m');
    expect(second.stdout).toContain(
      `schedule ${scheduleId}  updated, every 1 min; it is paused, and stays so`,
    );
    await handle.delete();

    const refused = await run('setup', '--every', '1m');
    expect(refused).toMatchObject({ exitCode: 2, stderr: '--every: needs --account and --region\n' });
  });

  it('sweep drains what no message told of, and says so; what keeps it from that fails it', async () => {
    const ignorant = await scenario.startWorker();
    const unable = await run('sweep', ...here());
    expect(unable.exitCode).toBe(1);
    expect(unable.stdout).toContain('Set ECS_DRAIN_NOTIFICATION_TARGETS');
    await ignorant.stop();

    await scenario.startWorker({ spec: { lifecycleHooks: [hookName] } });
    const { instanceIds, group } = scenario.createWorld();
    const [leaving = ''] = instanceIds;
    scenario.aws.faults.add({ kind: 'notification-lost' });
    await scenario.terminate(leaving);
    const swept = await run('sweep', ...here());
    expect(swept).toMatchObject({ exitCode: 0, stderr: '' });
    expect(swept.stdout).toContain(`- ${leaving} in hook ${group}/${hookName}: it had no drain\n`);
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'drained' });
  });
});
