import { startCli, unhurriedMs } from '../../support/cli-process';
import { personIn } from '../../support/person';
import { quietRuntime } from '../../support/quiet';
import { startScenario, type Scenario } from '../../support/scenario';

jest.setTimeout(unhurriedMs);

describe('ecs-drain describe', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    quietRuntime();
    scenario = await startScenario({ worker: false });
  });
  afterAll(() => scenario.stop());

  const cli = (args: string[], env = {}) =>
    startCli(['describe', ...args], { env: { TEMPORAL_ADDRESS: scenario.temporalAddress, ...env } }).ended;

  it('says where a drain stands and why, also after its end, and what is known without a worker', async () => {
    const worker = await scenario.startWorker();
    const person = personIn(scenario);
    const { instanceIds } = scenario.createWorld({ instances: 2, standalone: [{ family: 'batch' }] });
    const [drained = '', idle = ''] = instanceIds;
    await person.askForDrain(drained);
    await scenario.untilStatus(drained, ({ phase }) => phase === 'wait-for-tasks');

    const running = await cli([drained]);
    expect(running).toMatchObject({ exitCode: 0, stderr: '' });
    expect(running.stdout).toMatch(/^wait-for-tasks: waiting for tasks to stop$/m);
    expect(running.stdout).toMatch(/^- requested by: ann: a new kernel$/m);
    expect(running.stdout).toMatch(/^- next observation: \d{4}-/m);
    expect(running.stdout).toMatch(/^- \w+ standalone, RUNNING: runs to its end since /m);
    const { accountId, region } = scenario.aws;
    expect(running.stdout).toMatch(new RegExp(`^account ${accountId}, Region ${region}$`, 'm'));
    expect(running.stdout).toMatch(
      new RegExp(`^workflow ${scenario.drain(drained).workflowId} in namespace default$`, 'm'),
    );

    await scenario.endTasks('batch');
    await expect(scenario.drain(drained).result()).resolves.toMatchObject({ outcome: 'drained-on-request' });
    const ended = await cli([drained, '--json'], { ECS_DRAIN_UI_URL: 'http://ui.example/' });
    const { runId } = await scenario.drain(drained).describe();
    expect(JSON.parse(ended.stdout)).toMatchObject({
      execution: 'COMPLETED',
      status: { phase: 'ended', outcome: 'drained-on-request' },
      result: { outcome: 'drained-on-request', tasksStopped: 1 },
      uiUrl: `http://ui.example/namespaces/default/workflows/${scenario.drain(drained).workflowId}/${runId}/history`,
    });

    await worker.stop();
    const unanswered = await cli([drained]);
    expect(unanswered.exitCode).toBe(0);
    expect(unanswered.stdout).toContain('completed: drained as requested: every task stopped');
    expect(unanswered.stdout).toContain('- trigger: operator-request');

    const none = await cli([idle, '--json']);
    expect(none).toEqual({ exitCode: 4, stdout: '', stderr: `no drain of ${idle}\n` });
    person.leave();
  });
});
