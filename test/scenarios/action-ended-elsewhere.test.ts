import { DeleteLifecycleHookCommand } from '@aws-sdk/client-auto-scaling';
import { personAccessKeyId, personIn, type Person } from '../support/person';
import type { World } from '@ecs-drain/local-aws';
import { hookName, startScenario, type Scenario } from '../support/scenario';

describe('a lifecycle action that ends without us', () => {
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

  const draining = async (family: string, others: readonly string[]) => {
    const world = scenario.createWorld({
      cluster: family,
      hooks: [{ name: hookName, notify: scenario.starterArn }, ...others.map((name) => ({ name }))],
      standalone: [{ family }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    return { world: world, leaving };
  };
  const deleteHook = ({ group }: World) =>
    person.autoScaling.send(
      new DeleteLifecycleHookCommand({ AutoScalingGroupName: group, LifecycleHookName: hookName }),
    );
  const refusedFor = (group: string) =>
    scenario
      .ourCalls('CompleteLifecycleAction', 'RecordLifecycleActionHeartbeat')
      .filter(({ input, outcome }) => outcome.kind === 'error' && JSON.stringify(input).includes(group));

  it('because its hook was deleted ends the drain', async () => {
    const { world: world, leaving } = await draining('deleted', []);
    await deleteHook(world);
    await scenario.untilTerminated(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'instance-gone' });
    expect(refusedFor(world.group).length).toBeLessThanOrEqual(4);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toEqual([]);
  });

  it.each([
    ['its hook was deleted', 'gone', deleteHook],
    [
      'somebody completed it',
      'done',
      (world: World, id: string) => person.completeAction(world, id, hookName),
    ],
  ] as const)(
    'because %s, while the instance waits in another hook, ends the drain and leaves the other alone',
    async (_, family, end) => {
      const { world: world, leaving } = await draining(family, ['backup']);
      await end(world, leaving);

      await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'completed-elsewhere' });
      expect(refusedFor(world.group).length).toBeLessThanOrEqual(4);
      expect(scenario.aws.autoScaling.findInstance(leaving)?.state).toBe('Terminating:Wait');

      await scenario.endTasks(family);
      await person.completeAction(world, leaving, 'backup');
      await scenario.untilTerminated(leaving);
      const brokenByUs = scenario
        .findings()
        .filter(({ caller, subject }) => caller !== personAccessKeyId && subject === leaving);
      expect(brokenByUs).toEqual([]);
    },
  );
});
