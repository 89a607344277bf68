import { ourHook } from '../support/our-hook';
import { startScenario, type Scenario } from '../support/scenario';

describe('a container that needs longer to stop than the drain was told', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('is in its stop timeout, then ignores SIGTERM as far as anybody can see, and is waited for', async () => {
    // Its task definition says nothing and the host's agent allows 30 s, which no API tells.
    const [leaving = ''] = scenario.createWorld({
      hooks: [ourHook(scenario, { stopTimeoutSeconds: 5, standaloneGraceSeconds: 0 })],
      standalone: [{ family: 'slow', stopSeconds: 9 }],
    }).instanceIds;
    await scenario.terminate(leaving);

    const stopping = await scenario.untilStatus(leaving, ({ tasks }) => tasks?.[0]?.state === 'stopping');
    expect(stopping).toMatchObject({ tasks: [{ waitsFor: 'InStopTimeout' }], conditions: [] });
    const [task] = stopping.tasks ?? [];
    expect(task?.until).toBe((task?.since ?? 0) + 5000);

    const late = await scenario.untilStatus(leaving, ({ conditions }) => conditions.length > 0);
    expect(late).toMatchObject({
      tasks: [{ waitsFor: 'IgnoresSigterm' }],
      conditions: [
        { type: 'IgnoresSigterm', message: expect.stringContaining(task?.taskId ?? '?') as string },
      ],
    });

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  });
});
