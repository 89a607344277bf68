import { jsonOf, listed, startCli, unhurriedMs } from '../../support/cli-process';
import { quietRuntime } from '../../support/quiet';
import { startScenario, type Scenario } from '../../support/scenario';

jest.setTimeout(unhurriedMs);

describe('ecs-drain list', () => {
  let scenario: Scenario;
  let accountRegion: string[];
  beforeAll(async () => {
    quietRuntime();
    scenario = await startScenario({ worker: false });
    // The scenarios share a server, and this account is the scenario's own.
    accountRegion = ['--account', scenario.aws.accountId, '--region', scenario.aws.region];
  });
  afterAll(() => scenario.stop());

  const cli = (...args: string[]) =>
    startCli(['list', ...args], { env: { TEMPORAL_ADDRESS: scenario.temporalAddress, NO_COLOR: '1' } });

  it('shows every drain that runs, by filter, live, to its end, and without a worker', async () => {
    const worker = await scenario.startWorker();
    const web = scenario.createWorld({
      cluster: 'web',
      instances: 3,
      standalone: [{ family: 'batch', count: 3 }],
    });
    const [first = '', second = ''] = web.instanceIds;
    for (const id of [first, second]) await scenario.terminate(id);
    for (const id of [first, second])
      await scenario.untilStatus(id, ({ phase }) => phase === 'wait-for-tasks');
    const other = scenario.createWorld({ cluster: 'other', standalone: [{ family: 'other-batch' }] });
    const [third = ''] = other.instanceIds;
    await scenario.terminate(third);
    await scenario.untilStatus(third, ({ phase }) => phase === 'wait-for-tasks');
    await untilListed(3);

    const table = await cli(...accountRegion, '--cluster', 'web').ended;
    expect(table).toMatchObject({ exitCode: 0, stderr: '' });
    const [head = '', ...rows] = table.stdout.trimEnd().split('\n');
    expect(head).toMatch(/^INSTANCE +CLUSTER +PHASE +TASKS LEFT +AGE +REASON$/);
    expect(rows.map((row) => row.split(/ {2,}/)[0]).sort()).toEqual([first, second].sort());
    for (const row of rows)
      expect(row).toMatch(/^i-\w+ +web +wait-for-tasks +1 +\d+ s +waiting for tasks to stop$/);

    const limited = jsonOf(
      await cli('--account', scenario.aws.accountId, '--limit', '2', '--json').ended,
      listed,
    );
    expect(limited).toMatchObject({
      drains: [{ instance: third, tasksLeft: 1, phase: 'wait-for-tasks' }, {}],
      leftOff: 1,
    });

    const watching = cli(...accountRegion, '--instance', third, '--watch', '--json', '--interval', '1s');
    await watching.untilPrints((stdout) => stdout.includes('\n'));
    await scenario.endTasks('other-batch');
    await scenario.result(third);
    await watching.untilPrints((stdout) => stdout.endsWith('"drains":[],"leftOff":0}\n'));
    watching.ctrlC();
    const watched = await watching.ended;
    expect(watched).toMatchObject({ exitCode: 0, stderr: '' });
    const lines = watched.stdout
      .trimEnd()
      .split('\n')
      .map((line) => listed.parse(JSON.parse(line)));
    expect(lines[0]?.drains).toMatchObject([{ instance: third, cluster: 'other', tasksLeft: 1 }]);
    // Only what changed is told: no two lines in a row differ in nothing but their time.
    const told = watched.stdout
      .replaceAll(/"at":\d+,/g, '')
      .trimEnd()
      .split('\n');
    told.slice(1).forEach((line, index) => expect(line).not.toBe(told[index]));

    await worker.stop();
    const alone = jsonOf(await cli(...accountRegion, '--json').ended, listed);
    expect(alone.drains).toHaveLength(2);
    for (const drain of alone.drains)
      expect(drain).toMatchObject({
        cluster: 'web',
        phase: 'wait-for-tasks',
        tasksLeft: null,
        reason: 'no worker answers',
      });
  });

  /** Temporal's list follows what a workflow says a moment later. */
  async function untilListed(count: number): Promise<void> {
    const query = `TaskQueue = '${scenario.taskQueue}' AND EcsDrainPhase = 'wait-for-tasks'`;
    while ((await scenario.client.workflow.count(query)).count < count);
  }
});
