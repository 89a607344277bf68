import { ScheduleOverlapPolicy } from '@temporalio/client';
import { scheduleSweep } from '../../src/temporal/sweep/sweep-schedule';
import { hookName, patienceMs, startScenario, type Scenario } from '../support/scenario';

const minuteMs = 60_000;

describe('the Schedule of the sweep', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ spec: { lifecycleHooks: [hookName] } });
  });
  afterAll(async () => {
    const { client, aws } = scenario;
    await client.schedule.getHandle(`ecs-drain-sweep-${aws.accountId}-${aws.region}`).delete();
    await scenario.stop();
  });

  it('is one however often it is set up, skips what overlaps, and stays paused', async () => {
    const { client, aws } = scenario;
    const scheduleId = `ecs-drain-sweep-${aws.accountId}-${aws.region}`;
    const created = { scheduleId, everyMs: 5 * minuteMs, was: 'created', isPaused: false };
    await expect(scheduleSweep(client, aws, 5 * minuteMs)).resolves.toEqual(created);
    await expect(scheduleSweep(client, aws, 5 * minuteMs)).resolves.toEqual({ ...created, was: 'updated' });
    const handle = client.schedule.getHandle(scheduleId);
    await expect(handle.describe()).resolves.toMatchObject({
      spec: { intervals: [{ every: 5 * minuteMs }] },
      action: { workflowType: 'sweep', taskQueue: scenario.taskQueue, workflowId: scheduleId },
      policies: { overlap: ScheduleOverlapPolicy.SKIP },
      state: { paused: false },
    });

    await handle.pause('an incident');
    await expect(scheduleSweep(client, aws, 10 * minuteMs)).resolves.toMatchObject({ isPaused: true });
    await expect(handle.describe()).resolves.toMatchObject({
      spec: { intervals: [{ every: 10 * minuteMs }] },
      state: { paused: true, note: 'an incident' },
    });
    await handle.unpause();
  });

  it('starts a sweep that drains what no message told of', async () => {
    const { client, aws } = scenario;
    const { scheduleId } = await scheduleSweep(client, aws, 5 * minuteMs);
    const [leaving = ''] = scenario.createWorld().instanceIds;
    aws.faults.add({ kind: 'notification-lost' });
    await scenario.terminate(leaving);
    const afterSeq = aws.record.entries.length;
    await client.schedule.getHandle(scheduleId).trigger();
    // A sign that the drain looks at the instance.
    await aws.record.until(
      (entry) => entry.kind === 'call' && entry.operation === 'UpdateContainerInstancesState',
      { afterSeq, timeoutMs: patienceMs },
    );
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'drained' });
    const { info } = await client.schedule.getHandle(scheduleId).describe();
    const [taken] = info.recentActions;
    await expect(
      client.workflow.getHandle(taken?.action.workflow.workflowId ?? '').result(),
    ).resolves.toMatchObject({ started: [{ ec2InstanceId: leaving }] });
  });
});
