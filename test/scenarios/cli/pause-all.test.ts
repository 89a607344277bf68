import { startCli, unhurriedMs } from '../../support/cli-process';
import { startScenario, type Scenario } from '../../support/scenario';

jest.setTimeout(unhurriedMs);

describe('ecs-drain pause-all and resume-all', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const cli = (command: string, ...args: string[]) =>
    startCli([command, '--account', scenario.aws.accountId, '--region', scenario.aws.region, ...args], {
      env: { TEMPORAL_ADDRESS: scenario.temporalAddress },
    }).ended;

  it('pause-all is over when every drain says that it is paused, and resume-all when none does', async () => {
    const { instanceIds } = scenario.createWorld({
      instances: 3,
      standalone: [{ family: 'batch', count: 3 }],
    });
    const leaving = instanceIds.slice(0, 2);
    for (const id of leaving) await scenario.terminate(id);
    for (const id of leaving) await scenario.untilStatus(id, ({ phase }) => phase === 'evict');

    const paused = await cli('pause-all', '--by', 'ana', '--why', 'an incident', '--json');
    expect(paused.exitCode).toBe(0);
    expect(JSON.parse(paused.stdout)).toEqual({
      order: { by: 'ana', why: 'an incident', at: expect.any(Number) as number },
      done: expect.arrayContaining(leaving) as string[],
      waiting: [],
    });
    expect(paused.stderr).toContain('2 of 2 drains are paused');
    const afterPause = scenario.aws.record.entries.length;
    await scenario.endTasks('batch');
    for (const id of leaving) {
      const status = await scenario.drain(id).query('status');
      expect(status).toMatchObject({ reason: 'AllPaused', paused: { by: 'ana' } });
    }
    const acted = scenario
      .ourCalls('StopTask', 'CompleteLifecycleAction', 'UpdateContainerInstancesState')
      .filter(({ seq }) => seq > afterPause);
    expect(acted).toEqual([]);

    const resumed = await cli('resume-all', '--by', 'bo', '--why', 'over');
    expect(resumed.exitCode).toBe(0);
    for (const id of leaving)
      await expect(scenario.result(id)).resolves.toMatchObject({ outcome: 'drained' });
  });
});
