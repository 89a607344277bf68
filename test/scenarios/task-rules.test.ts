import type { StandaloneSpec } from '@ecs-drain/local-aws';
import type { TaskRule } from '../../src/domain/spec';
import { ourHook } from '../support/our-hook';
import { startScenario, type Scenario } from '../support/scenario';
import { completionOf, endOf } from '../support/task-life';

describe('rules for tasks', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const rule = (name: string, family: string, behavior: TaskRule['behavior']): TaskRule => ({
    name,
    match: { family },
    behavior,
  });
  const stopIn = (order: number) => ({ kind: 'stop' as const, afterSeconds: 0, order });

  const terminated = async (
    cluster: string,
    taskRules: readonly TaskRule[],
    standalone: StandaloneSpec[],
  ) => {
    const hooks = [ourHook(scenario, { taskRules })];
    const [leaving = ''] = scenario.createWorld({ cluster, hooks, standalone }).instanceIds;
    await scenario.terminate(leaving);
    return leaving;
  };
  const findingsOf = (leaving: string) => scenario.findings().filter(({ subject }) => subject === leaving);

  it('stop those of a lower order first, and the others when these have stopped', async () => {
    const { aws } = scenario;
    const leaving = await terminated(
      'order',
      [rule('then proxies', 'proxy', stopIn(1)), rule('apps first', 'app', stopIn(0))],
      [{ family: 'proxy' }, { family: 'app', stopSeconds: 2 }],
    );
    const { tasks } = await scenario.untilStatus(leaving, (status) => status.tasks?.length === 2);
    expect(tasks).toContainEqual(
      expect.objectContaining({ rule: 'then proxies', waitsFor: 'AwaitsLowerOrder' }),
    );

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    const appStoppedAt = endOf(aws, leaving, 'app').stoppedAt ?? Infinity;
    expect(endOf(aws, leaving, 'proxy').toldAt).toBeGreaterThanOrEqual(appStoppedAt);
    await scenario.untilTerminated(leaving);
    expect(findingsOf(leaving)).toEqual([]);
  });

  it('leave a task alone: nobody stops it, and the drain does not wait for it', async () => {
    const { aws } = scenario;
    const leaving = await terminated(
      'skip',
      [rule('tunnels', 'tun*', { kind: 'skip' })],
      [{ family: 'tunnel' }, { family: 'batch', runSeconds: 3 }],
    );

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained', tasksStopped: 1 });
    const completedAt = completionOf(aws, leaving)?.at;
    expect(endOf(aws, leaving, 'batch').stoppedAt).toBeLessThanOrEqual(completedAt ?? 0);
    await scenario.untilTerminated(leaving);
    expect(endOf(aws, leaving, 'tunnel').toldAt).toBeGreaterThanOrEqual(completedAt ?? Infinity);
    expect(findingsOf(leaving)).toMatchObject([{ promise: 'cut-short' }]);
  });

  it('are taken in their order: the first that matches wins, and the status names it', async () => {
    const { aws } = scenario;
    const leaving = await terminated(
      'first-wins',
      [rule('reports end by themselves', 'report', { kind: 'wait' }), rule('stop r*', 'r*', stopIn(0))],
      [{ family: 'report', runSeconds: 6 }, { family: 'relay' }],
    );
    const { tasks = [] } = await scenario.untilStatus(leaving, (status) => status.tasks?.length === 2);
    expect(tasks.map((task) => task.rule).sort()).toEqual(['reports end by themselves', 'stop r*']);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    const [report, relay] = [endOf(aws, leaving, 'report'), endOf(aws, leaving, 'relay')];
    expect(relay.reason).toContain('a rule says so');
    expect(report.reason).not.toContain('a rule says so');
    expect(relay.stoppedAt).toBeLessThan(report.stoppedAt ?? 0);
  });
});
