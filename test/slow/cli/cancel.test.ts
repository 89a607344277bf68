import type { HookSpec } from '@ecs-drain/local-aws';
import { startCli, unhurriedMs } from '../../support/cli-process';
import { ourHook } from '../../support/our-hook';
import { startScenario, type Scenario } from '../../support/scenario';

jest.setTimeout(unhurriedMs);

describe('ecs-drain cancel', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const inMidDrain = async (spec: { cluster: string; hooks?: HookSpec[] }): Promise<string> => {
    const world = scenario.createWorld({ ...spec, standalone: [{ family: `${spec.cluster}-batch` }] });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    return leaving;
  };
  const cli = (ec2InstanceId: string, ...args: string[]) =>
    startCli(['cancel', ec2InstanceId, '--by', 'ana', '--reason', 'the wrong one', ...args], {
      env: { TEMPORAL_ADDRESS: scenario.temporalAddress },
    }).ended;

  it('ends the drain CANCELLED, tells when the hook ends the wait, and leaves who and why in the history', async () => {
    const leaving = await inMidDrain({ cluster: 'left' });
    expect(await cli(leaving)).toMatchObject({
      exitCode: 2,
      stderr: 'no terminal to confirm on: add --yes\n',
    });
    expect((await scenario.drain(leaving).describe()).status.name).toBe('RUNNING');

    const cancelled = await cli(leaving, '--yes');
    expect(cancelled.exitCode).toBe(0);
    expect(cancelled.stdout).toMatch(
      /is cancelled\. Left alone, the lifecycle hook ends the wait at \S+Z with ABANDON\.\n$/,
    );
    const { status } = await scenario.drain(leaving).describe();
    expect(status.name).toBe('CANCELLED');
    const { events } = await scenario.drain(leaving).fetchHistory();
    const asked = events?.flatMap((event) => event.workflowExecutionCancelRequestedEventAttributes ?? []);
    expect(asked).toMatchObject([{ cause: 'by ana: the wrong one' }]);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toEqual([]);

    expect(await cli(leaving, '--yes')).toMatchObject({
      exitCode: 5,
      stderr: `the drain of ${leaving} has ended: cancelled\n`,
    });
  });

  it('tells that the lifecycle action was completed, where cancels are set to do so', async () => {
    const hooks = [ourHook(scenario, { onCancel: 'continue' })];
    const leaving = await inMidDrain({ cluster: 'continued', hooks });
    const cancelled = await cli(leaving, '--yes', '--json');
    expect(JSON.parse(cancelled.stdout)).toEqual({
      instance: leaving,
      execution: 'CANCELLED',
      isActionCompleted: true,
      hookExpiresAt: null,
    });
    await scenario.untilTerminated(leaving);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toHaveLength(1);
  });
});
