import { startCli, unhurriedMs } from '../../support/cli-process';
import { startScenario, type Scenario, statusOf } from '../../support/scenario';

jest.setTimeout(unhurriedMs);

describe('ecs-drain pause-all and resume-all', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ spec: { heartbeatSeconds: 3 } });
  });
  afterAll(() => scenario.stop());

  const cli = (command: string, ...args: string[]) =>
    startCli([command, '--account', scenario.aws.accountId, '--region', scenario.aws.region, ...args], {
      env: { TEMPORAL_ADDRESS: scenario.temporalAddress },
    }).ended;

  it('a Region in which no worker is told, before the wait for one', async () => {
    const elsewhere = await cli('pause-all', '--reason', 'an incident', '--region', 'eu-nowhere-1');
    expect(elsewhere).toMatchObject({ exitCode: 6, stdout: '' });
    expect(elsewhere.stderr).toMatch(
      /^no worker polls ecs-drain-\d+-eu-nowhere-1: are account and Region right, and is a worker running\?\nno answer in time/,
    );
  });

  it('pause-all is over when every drain says that it is paused, and resume-all when none does', async () => {
    const { instanceIds } = scenario.createWorld({
      instances: 3,
      standalone: [{ family: 'batch', count: 3 }],
    });
    const leaving = instanceIds.slice(0, 2);
    for (const id of leaving) await scenario.terminate(id);
    for (const id of leaving) await scenario.untilStatus(id, ({ phase }) => phase === 'wait-for-tasks');

    const paused = await cli('pause-all', '--by', 'ana', '--reason', 'an incident', '--json');
    expect(paused.exitCode).toBe(0);
    expect(JSON.parse(paused.stdout)).toEqual({
      order: { by: 'ana', reason: 'an incident', at: expect.any(Number) as number },
      done: expect.arrayContaining(leaving) as string[],
      waiting: [],
    });
    expect(paused.stderr).toContain('2 of 2 drains are paused');
    expect(paused.stderr).not.toContain('no worker polls');
    const afterPause = scenario.aws.record.entries.length;
    await scenario.endTasks('batch');
    // Each sees that it could go on, and only keeps its hook alive.
    for (const id of leaving)
      await scenario.untilStatus(id, ({ tasks }) => tasks !== undefined && tasks.length === 0);
    const heartbeats = () => scenario.ourCalls('RecordLifecycleActionHeartbeat').length;
    const before = heartbeats();
    await scenario.aws.record.until(() => heartbeats() > before + leaving.length);
    for (const id of leaving) {
      const status = await statusOf(scenario.drain(id));
      expect(status).toMatchObject({ reason: 'AllPaused', paused: { by: 'ana' } });
    }
    const acted = scenario
      .ourCalls('StopTask', 'CompleteLifecycleAction', 'UpdateContainerInstancesState')
      .filter(({ seq }) => seq > afterPause);
    expect(acted).toEqual([]);

    const resumed = await cli('resume-all', '--by', 'bo', '--reason', 'over');
    expect(resumed.exitCode).toBe(0);
    for (const id of leaving)
      await expect(scenario.result(id)).resolves.toMatchObject({ outcome: 'drained' });
  });
});
