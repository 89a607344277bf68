import { DeregisterContainerInstanceCommand, RegisterContainerInstanceCommand } from '@aws-sdk/client-ecs';
import type { World } from '@ecs-drain/local-aws';
import { personIn, statusesOf, type Person } from '../support/person';
import { startScenario, type Scenario } from '../support/scenario';

describe('an instance that loses its registration while it is drained', () => {
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

  const deregister = (world: World, ec2InstanceId: string) =>
    person.ecs.send(
      new DeregisterContainerInstanceCommand({
        cluster: world.cluster,
        containerInstance: world.containerInstance(ec2InstanceId).arn,
        force: true,
      }),
    );
  const register = ({ cluster }: World, instanceId: string) =>
    person.ecs.send(
      new RegisterContainerInstanceCommand({
        cluster,
        instanceIdentityDocument: JSON.stringify({ instanceId }),
        totalResources: [{ name: 'CPU', type: 'INTEGER', integerValue: 1024 }],
      }),
    );
  /** With a batch job that runs on, and a daemon on each instance. */
  const draining = async (cluster: string): Promise<[World, string]> => {
    const world = scenario.createWorld({
      cluster,
      services: [{ name: `${cluster}-agent`, stopSeconds: 0.5 }],
      standalone: [{ family: `${cluster}-batch` }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    return [world, leaving];
  };

  it('because somebody deregistered it by force, is let go after the grace', async () => {
    const [world, leaving] = await draining('deregistered');
    const { at } = await deregister(world, leaving).then(
      () => scenario.aws.record.entries.at(-1) ?? { at: 0 },
    );

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'not-in-cluster' });
    const completed = scenario.ourCalls('CompleteLifecycleAction').at(-1);
    expect((completed?.at ?? 0) - at).toBeGreaterThanOrEqual(2000);
  });

  it.each(['deregistered and registered anew', 'registered anew, with its old registration left behind'])(
    'because it was %s, is drained under its new one',
    async (how) => {
      const [world, leaving] = await draining(how.includes('left') ? 'beside' : 'anew');
      const old = world.containerInstance(leaving).arn;
      if (!how.includes('left')) await deregister(world, leaving);
      const { containerInstance } = await register(world, leaving);

      const arn = containerInstance?.containerInstanceArn;
      await scenario.untilStatus(leaving, (status) => status.containerInstanceArn === arn);
      await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });

      expect(
        scenario
          .ourCalls('UpdateContainerInstancesState')
          .map(({ input }) => input)
          .filter((input) => [old, arn].some((each) => JSON.stringify(input).includes(`${each}`))),
      ).toMatchObject([{ containerInstances: [old] }, { containerInstances: [arn] }]);
      await scenario.untilTerminated(leaving);
      expect(statusesOf(scenario, leaving).slice(-3)).toEqual(['ACTIVE', 'DRAINING', 'INACTIVE']);
      const cutShort = scenario.aws.record.entries.filter(
        (entry) =>
          entry.kind === 'container-ended' && entry.containerInstanceArn === arn && entry.how === 'cut-short',
      );
      expect(cutShort).toEqual([]);
    },
  );
});
