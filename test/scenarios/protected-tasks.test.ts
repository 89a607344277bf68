import { ECSClient, UpdateTaskProtectionCommand } from '@aws-sdk/client-ecs';
import type { SpecChange } from '../../src/domain/spec';
import { ourHook } from '../support/our-hook';
import { startScenario, type Scenario } from '../support/scenario';
import { endOf, taskArnOf } from '../support/task-life';

describe('a task in scale-in protection', () => {
  let scenario: Scenario;
  let owner: ECSClient;
  beforeAll(async () => {
    scenario = await startScenario();
    owner = new ECSClient(scenario.accessAs('OWNER'));
  });
  afterAll(async () => {
    owner.destroy();
    await scenario.stop();
  });

  const protect = async (cluster: string, ec2InstanceId: string, protectionEnabled: boolean) => {
    const tasks = [taskArnOf(scenario.aws, ec2InstanceId, 'jobs')];
    await owner.send(new UpdateTaskProtectionCommand({ cluster, tasks, protectionEnabled }));
  };

  /** The instance with the protected task is told to terminate. */
  const terminated = async (cluster: string, change: SpecChange): Promise<string> => {
    const { instanceIds } = scenario.createWorld({
      cluster,
      instances: 2,
      hooks: [ourHook(scenario, change)],
      services: [{ name: 'jobs', desiredCount: 2 }],
    });
    const [leaving = ''] = instanceIds;
    await protect(cluster, leaving, true);
    await scenario.terminate(leaving);
    return leaving;
  };

  const untilPaused = (leaving: string) =>
    scenario.untilStatus(leaving, ({ reason }) => reason === 'TasksProtected');

  const drainingAt = (leaving: string): number =>
    scenario.aws.record.entries.find(
      (entry) =>
        entry.kind === 'container-instance' && entry.ec2InstanceId === leaving && entry.status === 'DRAINING',
    )?.at ?? Infinity;

  it('holds DRAINING back until its owner ends the protection', async () => {
    const leaving = await terminated('held', {});
    await expect(untilPaused(leaving)).resolves.toMatchObject({ phase: 'protect' });
    expect(drainingAt(leaving)).toBe(Infinity);

    await protect('held', leaving, false);
    const endedAt = scenario.aws.record.entries.at(-1)?.at;

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(drainingAt(leaving)).toBeGreaterThanOrEqual(endedAt ?? Infinity);
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  });

  it('holds nothing back where the spec drains all the same', async () => {
    const leaving = await terminated('drained-anyway', { protectedTasks: 'override' });
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(endOf(scenario.aws, leaving, 'jobs').reason).toContain('is draining');
  });

  it('holds DRAINING back no longer than the deadline leaves time for a clean stop', async () => {
    // A minute and what the stops take, by the spec nothing: the hold ends four seconds after the start.
    const leaving = await terminated('deadline', {
      deadlineSeconds: 64,
      stopTimeoutSeconds: 0,
      deregistrationDelaySeconds: 0,
    });
    const { startedAt } = await untilPaused(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(drainingAt(leaving)).toBeGreaterThanOrEqual(startedAt + 4000);
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  });
});
