import { loadWorkerConfig } from '../../src/config';
import { defaultSpec } from '../../src/reconcile/spec';
import { SettingsError } from '../../src/settings';

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
