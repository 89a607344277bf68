import { startCli, unhurriedMs } from '../../support/cli-process';
import { ourHook } from '../../support/our-hook';
import { startScenario, type Scenario } from '../../support/scenario';

jest.setTimeout(unhurriedMs);

describe('what an operator tells a drain from a terminal', () => {
  let scenario: Scenario;
  let leaving: string;
  beforeAll(async () => {
    scenario = await startScenario();
    const hooks = [ourHook(scenario, { deadlineSeconds: 600 })];
    [leaving = ''] = scenario.createWorld({ hooks, standalone: [{ family: 'batch' }] }).instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
  });
  afterAll(() => scenario.stop());

  const cli = (command: string, ...args: string[]) =>
    startCli([command, leaving, ...args], { env: { TEMPORAL_ADDRESS: scenario.temporalAddress } }).ended;
  const ana = ['--by', 'ana', '--reason', 'an observation at the disks'];

  it('is taken, or refused in words; and who and why are kept with the drain', async () => {
    const paused = await cli('pause', ...ana);
    expect(paused).toMatchObject({ exitCode: 0, stderr: '' });
    expect(paused.stdout).toMatch(/^pause of i-\w+ accepted at \S+Z: by ana, an observation at the disks\n$/);
    await scenario.untilStatus(leaving, ({ reason }) => reason === 'Paused');

    const past = await cli('extend', '--until', '2020-01-01T00:00:00Z', ...ana);
    expect(past).toEqual({
      exitCode: 5,
      stdout: '',
      stderr: 'refused: 2020-01-01T00:00:00Z is in the past\n',
    });

    const before = await scenario.untilStatus(leaving, ({ deadline }) => deadline !== undefined);
    const extended = await cli('extend', '--for', '1h30m', ...ana, '--json');
    const deadlineBefore = before.deadline?.at ?? 0;
    expect(JSON.parse(extended.stdout)).toMatchObject({
      instance: leaving,
      command: { kind: 'extend', deadlineAt: deadlineBefore + 5_400_000 },
      deadlineBefore,
    });
    await scenario.untilStatus(leaving, ({ deadline }) => deadline?.at === deadlineBefore + 5_400_000);

    const resumed = await cli('resume', '--reason', 'done');
    expect(resumed.exitCode).toBe(0);
    const status = await scenario.untilStatus(leaving, ({ reason }) => reason === 'TasksRunning');
    expect(status.commands.map(({ kind }) => kind)).toEqual(['pause', 'extend', 'resume']);
    expect(status.commands[0]).toMatchObject({ by: 'ana', reason: 'an observation at the disks' });

    const unconfirmed = await cli('release', ...ana);
    expect(unconfirmed).toMatchObject({ exitCode: 2, stdout: '' });
    expect(scenario.ourCalls('CompleteLifecycleAction')).toEqual([]);
    await expect(cli('release', ...ana, '--yes')).resolves.toMatchObject({ exitCode: 0 });
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'released' });

    const late = await cli('pause', ...ana);
    expect(late).toEqual({
      exitCode: 5,
      stdout: '',
      stderr: `the drain of ${leaving} has ended: released\n`,
    });
  });
});
