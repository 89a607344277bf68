import { loadWorkerConfig } from '../../../src/config/worker-config';
import { defaultSpec } from '../../../src/domain/spec';
import { SettingsError } from '../../../src/config/settings';

const good = { AWS_REGION: 'eu-central-1', ECS_DRAIN_ACCOUNT_ID: '123456789012', HOME: '/nonexistent' };

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadWorkerConfig(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('the worker configuration', () => {
  it('needs an account and a Region, and has defaults for the rest', () => {
    expect(loadWorkerConfig(good)).toMatchObject({
      taskQueue: 'ecs-drain-123456789012-eu-central-1',
      clusters: 'all',
      clusterOfGroup: {},
      outcomeTopicArn: undefined,
      deadLetterQueues: [],
      spec: defaultSpec,
      ecsReadRate: { perSecond: 10, burst: 50 },
      temporal: { namespace: 'default' },
    });
  });

  it('names every mistake at once', () => {
    const problems = problemsOf({
      HOME: '/nonexistent',
      AWS_REGION: 'here',
      ECS_DRAIN_RESYNC_SECONDS: 'soon',
      ECS_DRAIN_ABSENCE_GRACE_SECONDS: '0',
      TEMPORAL_TLS_CLIENT_CERT_PATH: '/nonexistent/cert.pem',
      TEMPORAL_TLS_CLIENT_KEY_PATH: '/nonexistent/key.pem',
    });
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'AWS_REGION',
      'ECS_DRAIN_ABSENCE_GRACE_SECONDS',
      'ECS_DRAIN_ACCOUNT_ID',
      'ECS_DRAIN_RESYNC_SECONDS',
      'TEMPORAL_TLS_CLIENT_CERT_PATH',
      'TEMPORAL_TLS_CLIENT_KEY_PATH',
    ]);
  });

  it('takes a key that ECS has from a file with its line break off, as the starter does', () => {
    const { temporal } = loadWorkerConfig({ ...good, TEMPORAL_API_KEY: 'key-of-the-cloud\n' });
    expect(temporal.connectionOptions.apiKey).toBe('key-of-the-cloud');
  });

  it('takes a variable set to nothing for one that is not set', () => {
    expect(
      loadWorkerConfig({ ...good, ECS_DRAIN_RESYNC_SECONDS: ' ', ECS_DRAIN_CLUSTERS: '' }),
    ).toMatchObject({
      clusters: 'all',
      spec: { resyncSeconds: defaultSpec.resyncSeconds },
    });
  });

  it('reads lists and numbers', () => {
    const config = loadWorkerConfig({
      ...good,
      ECS_DRAIN_CLUSTERS: 'web, batch,',
      ECS_DRAIN_LIFECYCLE_HOOKS: 'drain',
      ECS_DRAIN_RESYNC_SECONDS: '2.5',
    });
    expect(config).toMatchObject({
      clusters: ['web', 'batch'],
      spec: { resyncSeconds: 2.5, lifecycleHooks: ['drain'] },
    });
  });

  it.each([
    ['names, of clusters that are allowed by ARN', 'arn:aws:ecs:eu-central-1:123456789012:cluster/web'],
    ['names, where all are allowed', ''],
  ])('takes the clusters of groups by %s', (_, ECS_DRAIN_CLUSTERS) => {
    const ECS_DRAIN_CLUSTER_OF_GROUP = '{"web-group":"web"}';
    expect(loadWorkerConfig({ ...good, ECS_DRAIN_CLUSTERS, ECS_DRAIN_CLUSTER_OF_GROUP })).toMatchObject({
      clusterOfGroup: { 'web-group': 'web' },
    });
  });

  it.each([
    ['ECS_DRAIN_CLUSTER_OF_GROUP', '{"g":"batch"}', 'ECS_DRAIN_CLUSTER_OF_GROUP.g: batch is not among'],
    ['ECS_DRAIN_CLUSTER_OF_GROUP', 'g=web', 'ECS_DRAIN_CLUSTER_OF_GROUP: expected a JSON object'],
    [
      'ECS_DRAIN_OUTCOME_TOPIC_ARN',
      'arn:aws:sns:us-east-1:123456789012:drained',
      'ECS_DRAIN_OUTCOME_TOPIC_ARN: expected a topic in eu-central-1',
    ],
    ['ECS_DRAIN_OUTCOME_TOPIC_ARN', 'drained', 'ECS_DRAIN_OUTCOME_TOPIC_ARN: expected the ARN'],
    [
      'ECS_DRAIN_OUTCOME_TOPIC_ARN',
      'arn:aws:sns:eu-central-1:123456789012:drained.fifo',
      'ECS_DRAIN_OUTCOME_TOPIC_ARN: expected the ARN of an SNS topic that is not a FIFO topic',
    ],
  ])('refuses %s=%s', (variable, text, problem) => {
    expect(problemsOf({ ...good, ECS_DRAIN_CLUSTERS: 'web', [variable]: text })).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  it("reads Temporal's own settings", () => {
    const environment = {
      ...good,
      TEMPORAL_ADDRESS: 'temporal.example:7233',
      TEMPORAL_NAMESPACE: 'drains',
      TEMPORAL_API_KEY: 'k',
    };
    expect(loadWorkerConfig(environment).temporal).toMatchObject({
      namespace: 'drains',
      connectionOptions: { address: 'temporal.example:7233', apiKey: 'k' },
    });
  });
});
