import { startCli } from '../../support/cli-process';
import { callsOf, mutatingOperations, startScenario, type Scenario } from '../../support/scenario';

describe('ecs-drain plan', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ worker: false });
  });
  afterAll(() => scenario.stop());

  const plan = (ec2InstanceId: string, ...more: string[]) =>
    startCli(['plan', ec2InstanceId, ...more], {
      env: {
        AWS_REGION: scenario.aws.region,
        AWS_ENDPOINT_URL: scenario.aws.url,
        AWS_ACCESS_KEY_ID: 'PLANNER',
        AWS_SECRET_ACCESS_KEY: 'local',
        ECS_DRAIN_ACCOUNT_ID: scenario.aws.accountId,
        // Not needed, and not there.
        TEMPORAL_ADDRESS: '127.0.0.1:1',
      },
    }).ended;

  it('says what would be done, in words and as JSON, without Temporal, and touches nothing', async () => {
    const { instanceIds } = scenario.createWorld({
      standalone: [{ family: 'batch' }],
      selfStarted: { 'node-agent': {} },
    });
    const [instance = ''] = instanceIds;
    const [words, json] = await Promise.all([plan(instance), plan(instance, '--json')]);
    expect(words).toMatchObject({ exitCode: 0, stderr: '' });
    expect(words.stdout).toContain('First: set DRAINING');
    expect(words.stdout).toContain('Once it is DRAINING: 2 tasks left: 1 self-started, 1 standalone');
    expect(JSON.parse(json.stdout)).toMatchObject({
      ec2InstanceId: instance,
      first: { planned: [{ action: { kind: 'set-draining' } }] },
      onceDraining: { tasks: [{}, {}] },
    });
    expect(callsOf(scenario.aws, 'PLANNER', mutatingOperations)).toEqual([]);
    expect(callsOf(scenario.aws, 'PLANNER', ['ListTasks']).length).toBeGreaterThan(0);
  });
});
