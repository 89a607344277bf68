import { statusIn } from '../../src/domain/drain/state/view';
import { statusQuery } from '../../src/workflows/drain.api';
import { ourHook } from '../support/our-hook';
import { startScenario, type Scenario } from '../support/scenario';
import { completionOf, endOf, taskArnOf } from '../support/task-life';

describe('a container that ignores SIGTERM for longer than the deadline allows', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('is cut short at the deadline and not before, it alone, and the drain says so', async () => {
    const { aws } = scenario;
    const deadlineSeconds = 6;
    const world = scenario.createWorld({
      hooks: [ourHook(scenario, { deadlineSeconds })],
      standalone: [
        { family: 'stuck', ignoreSigterm: true, stopTimeoutSeconds: 120 },
        { family: 'polite', stopTimeoutSeconds: 120, stopSeconds: 1 },
      ],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    const late = await scenario.untilStatus(leaving, ({ tasks }) => tasks?.[0]?.state === 'stopping');
    expect(late.conditions).toMatchObject([{ type: 'DeadlineApproaching' }]);

    await expect(scenario.result(leaving)).resolves.toMatchObject({
      outcome: 'deadline-reached',
      tasksStopped: 1,
    });

    const status = statusIn(await scenario.drain(leaving).query(statusQuery));
    const completion = completionOf(aws, leaving);
    expect(completion?.result).toBe('CONTINUE');
    expect(completion?.at).toBeGreaterThanOrEqual((status?.startedAt ?? Infinity) + deadlineSeconds * 1000);
    await scenario.untilTerminated(leaving);
    expect(endOf(aws, leaving, 'stuck').toldAt).toBeLessThan(completion?.at ?? 0);
    expect(scenario.findings()).toMatchObject([
      { promise: 'cut-short', taskArn: taskArnOf(aws, leaving, 'stuck') },
    ]);
    expect(status?.tasks).toMatchObject([{ waitsFor: 'InStopTimeout' }]);
  });
});
