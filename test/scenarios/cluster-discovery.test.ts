import type { World } from '@ecs-drain/local-aws';
import { personIn } from '../support/person';
import { hookName, startScenario, type Scenario } from '../support/scenario';

describe('an instance in one of three clusters, all with tasks', () => {
  let scenario: Scenario;
  let provided: World;
  beforeAll(async () => {
    scenario = await startScenario();
    for (const cluster of ['alpha', 'beta', 'gamma'])
      scenario.createWorld({ cluster, services: [{ name: `${cluster}-web`, desiredCount: 1 }] });
    const person = personIn(scenario);
    await person.provideCapacity((provided = group('provided')), 'DISABLED');
    person.leave();
  });
  afterAll(() => scenario.stop());

  /** One more group of instances in beta, each with a daemon. */
  const group = (name: string, notificationMetadata?: string): World =>
    scenario.createWorld({
      cluster: 'beta',
      group: name,
      hooks: [
        {
          name: hookName,
          notify: scenario.starterArn,
          ...(notificationMetadata && { notificationMetadata }),
        },
      ],
      selfStarted: { [`${name}-agent`]: {} },
    });

  /** The clusters that were asked for the instance, in order of their names. */
  const askedFor = (ec2InstanceId: string): string[] =>
    scenario
      .ourCalls('ListContainerInstances')
      .flatMap(({ input }) => {
        const { cluster, filter } = input as { cluster: string; filter: string }; // what our client sends
        return filter.includes(ec2InstanceId) ? (cluster.split('/').pop() ?? '') : [];
      })
      .sort();

  const all = ['alpha', 'beta', 'gamma'];
  it.each([
    ['that its hook names is found with one question', 'named', '{"cluster": "beta"}', ['beta']],
    ['that its group is a capacity provider of is found with one question', 'provided', undefined, ['beta']],
    ['that nothing tells is found by asking all', 'untold', undefined, all],
    ['other than the one that its hook names is found all the same', 'misled', '{"cluster": "alpha"}', all],
    [
      'is found although its hook names one that is none',
      'lost',
      '{"cluster": "nowhere"}',
      [...all, 'nowhere'],
    ],
  ] as const)('%s', async (_, name, metadata, asked) => {
    const world = name === 'provided' ? provided : group(name, metadata);
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained', tasksStopped: 1 });

    expect(askedFor(leaving)).toEqual(asked);
    const touched = scenario
      .ourCalls('UpdateContainerInstancesState')
      .filter(({ input }) => !JSON.stringify(input).includes('beta'));
    expect(touched).toEqual([]);
    expect(scenario.findings()).toEqual([]);
  });
});
