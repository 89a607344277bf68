import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import type { World } from '@ecs-drain/local-aws';
import { terminateUnheard } from '../support/late-message';
import { personIn, type Person } from '../support/person';
import { hookName, mutatingOperations, startScenario, type Scenario } from '../support/scenario';

describe('a message that arrives when the wait is over', () => {
  let scenario: Scenario;
  let person: Person;
  beforeAll(async () => {
    scenario = await startScenario();
    person = personIn(scenario);
  });
  afterAll(async () => {
    person.leave();
    await scenario.stop();
  });

  const ends = {
    retained: async (world: World, leaving: string) => {
      const policy = { RetentionTriggers: { TerminateHookAbandon: 'retain' as const } };
      await person.autoScaling.send(
        new UpdateAutoScalingGroupCommand({
          AutoScalingGroupName: world.group,
          InstanceLifecyclePolicy: policy,
        }),
      );
      await person.completeAction(world, leaving, hookName, 'ABANDON');
    },
    'instance-gone': async (world: World, leaving: string) => {
      await person.completeAction(world, leaving, hookName);
      await scenario.untilTerminated(leaving);
    },
    // EC2 takes its time to shut down; here it takes none, so the instance is put where it would be meanwhile.
    'already-leaving': async (_: World, leaving: string) => {
      const instance = scenario.aws.autoScaling.findInstance(leaving);
      if (instance) instance.state = 'Terminating:Proceed';
      return Promise.resolve();
    },
  };

  it.each(['retained', 'instance-gone', 'already-leaving'] as const)(
    'finds the instance %s, touches nothing and ends',
    async (outcome) => {
      const world = scenario.createWorld({ cluster: outcome, standalone: [{ family: outcome }] });
      const [leaving = ''] = world.instanceIds;
      const send = await terminateUnheard(scenario, world, leaving);
      await ends[outcome](world, leaving);
      await send();

      await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome });
      expect(scenario.ourCalls(...mutatingOperations)).toEqual([]);
    },
  );
});
