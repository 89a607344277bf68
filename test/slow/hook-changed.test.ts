import { PutLifecycleHookCommand } from '@aws-sdk/client-auto-scaling';
import { personIn, type Person } from '../support/person';
import { hookName, patienceMs, startScenario, type Scenario } from '../support/scenario';

describe('a hook whose timeout is changed while an instance waits in it', () => {
  let scenario: Scenario;
  let person: Person;
  beforeAll(async () => {
    scenario = await startScenario({ spec: { heartbeatSeconds: 2 } });
    person = personIn(scenario);
  });
  afterAll(async () => {
    person.leave();
    await scenario.stop();
  });

  // Whether the change reaches an action that is under way, AWS's documents do not say.
  it.each([
    ['lengthened', 30, 3600],
    ['shortened', 3600, 30],
  ])('and %s counts as the shorter of the two', async (change, before, after) => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      cluster: change,
      hooks: [{ name: hookName, notify: scenario.starterArn, heartbeatTimeoutSeconds: before }],
      standalone: [{ family: change }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');

    await person.autoScaling.send(
      new PutLifecycleHookCommand({
        AutoScalingGroupName: world.group,
        LifecycleHookName: hookName,
        HeartbeatTimeout: after,
      }),
    );
    await aws.record.until(
      (entry) =>
        entry.kind === 'call' &&
        entry.operation === 'DescribeLifecycleHooks' &&
        JSON.stringify(entry.input).includes(world.group),
      { afterSeq: aws.record.entries.length, timeoutMs: patienceMs },
    );
    const { heartbeats } = await scenario.untilStatus(leaving, () => true);
    const { hookExpiresAt = Infinity } = await scenario.untilStatus(
      leaving,
      (status) => status.heartbeats > heartbeats + 1,
    );
    expect(hookExpiresAt - Date.now()).toBeLessThanOrEqual(30_000);

    await scenario.endTasks(change);
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(scenario.findings()).toEqual([]);
  });
});
