import {
  CreateCapacityProviderCommand,
  ECSClient,
  PutClusterCapacityProvidersCommand,
} from '@aws-sdk/client-ecs';
import { hookName, startScenario, type Scenario } from '../support/scenario';

describe('an instance whose cluster is known beforehand, in an account of many', () => {
  let scenario: Scenario;
  let person: ECSClient;
  beforeAll(async () => {
    scenario = await startScenario();
    person = new ECSClient(scenario.accessAs('PERSON'));
    for (let n = 0; n < 20; n += 1) scenario.aws.ecs.createCluster(`other-${n}`);
  });
  afterAll(async () => {
    person.destroy();
    await scenario.stop();
  });

  const expectDrainedFrom = async (cluster: string, ec2InstanceId: string) => {
    await scenario.terminate(ec2InstanceId);
    await expect(scenario.result(ec2InstanceId)).resolves.toMatchObject({ outcome: 'drained' });
    expect(scenario.findings()).toEqual([]);
    const searched = scenario
      .ourCalls('ListContainerInstances')
      .filter(({ input }) => JSON.stringify(input).includes(ec2InstanceId))
      .map(({ input }) => JSON.stringify(input));
    expect(searched.length).toBeGreaterThan(0);
    expect(searched.filter((input) => !input.includes(cluster))).toEqual([]);
  };

  it("by its hook's metadata is searched for there alone", async () => {
    const world = scenario.createWorld({
      cluster: 'said',
      group: 'group-of-said',
      hooks: [{ name: hookName, notify: scenario.starterArn, notificationMetadata: '{"cluster":"said"}' }],
      selfStarted: { 'said-agent': {} },
    });
    await expectDrainedFrom('said', world.instanceIds[0] ?? '');
  });

  it("by its group's capacity provider is searched for there alone", async () => {
    const world = scenario.createWorld({
      cluster: 'provided',
      group: 'group-of-provided',
      selfStarted: { 'provided-agent': {} },
    });
    const autoScalingGroupArn = scenario.aws.autoScaling.groups.get(world.group)?.arn;
    const autoScalingGroupProvider = { autoScalingGroupArn, managedDraining: 'DISABLED' as const };
    await person.send(new CreateCapacityProviderCommand({ name: 'provider', autoScalingGroupProvider }));
    await person.send(
      new PutClusterCapacityProvidersCommand({
        cluster: 'provided',
        capacityProviders: ['provider'],
        defaultCapacityProviderStrategy: [],
      }),
    );
    await expectDrainedFrom('provided', world.instanceIds[0] ?? '');
  });
});
