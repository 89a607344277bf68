import { startCli } from '../../support/cli-process';
import { startScenario, type Scenario } from '../../support/scenario';

describe('ecs-drain cancel', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('ends the drain CANCELLED, tells when the hook ends the wait, and leaves who and why in the history', async () => {
    const { instanceIds } = scenario.createWorld({ standalone: [{ family: 'batch' }] });
    const [leaving = ''] = instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'evict');
    const cli = (...args: string[]) =>
      startCli(['cancel', leaving, '--by', 'ana', '--why', 'the wrong one', ...args], {
        env: { TEMPORAL_ADDRESS: scenario.temporalAddress },
      }).ended;

    expect(await cli()).toMatchObject({ exitCode: 2, stderr: 'nobody is there to confirm it: say --yes\n' });
    expect((await scenario.drain(leaving).describe()).status.name).toBe('RUNNING');

    const cancelled = await cli('--yes');
    expect(cancelled.exitCode).toBe(0);
    expect(cancelled.stdout).toMatch(
      /is cancelled\. The lifecycle hook ends the wait at \S+Z with ABANDON, unless/,
    );
    const { status } = await scenario.drain(leaving).describe();
    expect(status.name).toBe('CANCELLED');
    const { events } = await scenario.drain(leaving).fetchHistory();
    const asked = events?.flatMap((event) => event.workflowExecutionCancelRequestedEventAttributes ?? []);
    expect(asked).toMatchObject([{ cause: 'by ana: the wrong one' }]);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toEqual([]);

    expect(await cli('--yes')).toMatchObject({
      exitCode: 5,
      stderr: `the drain of ${leaving} has ended: cancelled\n`,
    });
  });
});
