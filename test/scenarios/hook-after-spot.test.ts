import { announcements, sendToStarter } from '../support/event-rules';
import { hookName, patienceMs, startScenario, type Scenario } from '../support/scenario';

describe("the group's hook, after the drain of a spot interruption", () => {
  let scenario: Scenario;
  beforeAll(async () => {
    // Long: nothing here may have to wait for it.
    scenario = await startScenario({ spec: { absenceGraceSeconds: 60 } });
    await sendToStarter(scenario, announcements);
  });
  afterAll(() => scenario.stop());

  it('is completed at once, also when EC2 has reclaimed the instance already', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      cluster: 'spot',
      spot: true,
      instances: 2,
      services: [{ name: 'spot-web', desiredCount: 2, stopSeconds: 0.5 }],
      selfStarted: { 'node-agent': { stopSeconds: 0.2 } },
    });
    const [taken = ''] = world.instanceIds;
    aws.ec2.interrupt(taken, { action: 'terminate', noticeSeconds: 8 });
    await expect(scenario.result(taken)).resolves.toMatchObject({ outcome: 'drained-without-hook' });
    expect(aws.ec2.instances.get(taken)?.state).toBe('running');

    await aws.record.until(
      (entry) =>
        entry.kind === 'event' &&
        entry.event.detail['instance-id'] === taken &&
        entry.event.detail['state'] === 'terminated',
      { timeoutMs: patienceMs },
    );
    await scenario.terminate(taken);
    const waiting = await aws.record.until(
      (entry) => entry.kind === 'lifecycle-action' && entry.instanceId === taken,
      { timeoutMs: patienceMs },
    );
    const terminated = await scenario.untilTerminated(taken);

    expect((terminated.at - waiting.at) / 1000).toBeLessThan(20);
    const completed = aws.record.entries.filter(
      (entry) => entry.kind === 'lifecycle-action' && entry.change.what === 'completed',
    );
    expect(completed).toMatchObject([{ lifecycleHookName: hookName, change: { result: 'CONTINUE' } }]);
    expect(scenario.findings()).toEqual([]);
  });
});
