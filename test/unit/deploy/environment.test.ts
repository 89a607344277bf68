import { loadWorkerConfig, workerSettings } from '../../../src/config/worker-config';
import { specReference } from '../../../src/config/spec-schema';
import { loadStarterConfig, starterSettings } from '../../../src/starter/config';
import { deployed, type DeploymentName } from '../../support/deploy/deployments';
import { starterOf, workerEnvironmentOf } from '../../support/deploy/environment';

const withWorkers: readonly DeploymentName[] = ['on Fargate', 'on instances, with all that there is'];
const withAll = 'on instances, with all that there is';

const notTemporals = (names: string[]) => names.filter((name) => !name.startsWith('TEMPORAL_'));

describe.each(withWorkers)('the workers: %s', (name) => {
  it('get no variable that they do not read', () => {
    const known = [...Object.keys(workerSettings.shape), ...specReference.map(({ variable }) => variable)];
    expect(known).toEqual(
      expect.arrayContaining(notTemporals(Object.keys(workerEnvironmentOf(deployed(name))))),
    );
  });

  it('take what they get', () => {
    expect(() => loadWorkerConfig(workerEnvironmentOf(deployed(name)))).not.toThrow();
  });
});

describe('the workers', () => {
  it('serve the account and Region of the stack, its clusters and its groups', () => {
    expect(loadWorkerConfig(workerEnvironmentOf(deployed(withAll)))).toMatchObject({
      taskQueue: 'ecs-drain-123456789012-eu-central-1',
      clusters: [
        'arn:aws:ecs:eu-central-1:123456789012:cluster/main',
        'arn:aws:ecs:eu-central-1:123456789012:cluster/batch',
      ],
      outcomeTopicArn: 'arn:aws:sns:eu-central-1:123456789012:outcomes',
      spec: {
        mode: 'live',
        groups: ['web', 'team-*', 'nightly'],
        notificationTargets: [
          'arn:aws:sns:eu-central-1:123456789012:Topic',
          'arn:aws:sns:eu-central-1:123456789012:in-use',
        ],
        deadlineSeconds: 3600,
        onDeadline: 'abandon',
        maxConcurrentDrains: 5,
        rebalanceRecommendations: 'drain',
      },
      temporal: { namespace: 'drains.a1b2c', connectionOptions: { address: 'temporal.example.com:443' } },
    });
  });

  it('act on nothing until they are told to', () => {
    const { spec } = loadWorkerConfig(workerEnvironmentOf(deployed('on Fargate', { Mode: 'shadow' })));
    expect(spec).toMatchObject({ mode: 'shadow', groups: [] });
  });

  it('enter Temporal with the secrets that the stack names', () => {
    const { temporal } = loadWorkerConfig(workerEnvironmentOf(deployed(withAll)));
    const { apiKey, tls } = temporal.connectionOptions;
    expect(apiKey).toContain('secret:temporal-AbCdEf');
    const pair = typeof tls === 'object' ? tls?.clientCertPair : undefined;
    expect([pair?.crt, pair?.key].map((pem) => Buffer.from(pem ?? '').toString())).toEqual([
      expect.stringContaining('parameter/temporal/cert'),
      expect.stringContaining('parameter/temporal/key'),
    ]);
  });
});

describe.each<DeploymentName>([...withWorkers, 'in shadow, on hosts, with as little as there may be'])(
  'the starter: %s',
  (name) => {
    const variables = starterOf(deployed(name)).Environment.Variables;

    it('gets no variable that it does not read', () => {
      expect(Object.keys(starterSettings.shape)).toEqual(
        expect.arrayContaining(notTemporals(Object.keys(variables))),
      );
    });

    it('takes what it gets', () => {
      expect(() => loadStarterConfig(variables)).not.toThrow();
    });
  },
);

it('starter and workers know a Temporal server by an authority of its own', async () => {
  const workers = loadWorkerConfig(workerEnvironmentOf(deployed(withAll))).temporal;
  // Where the secrets are is nothing that it asks for here.
  const { TEMPORAL_ADDRESS, TEMPORAL_TLS, TEMPORAL_TLS_SERVER_CA_CERT_DATA } = starterOf(deployed(withAll))
    .Environment.Variables;
  const starter = await loadStarterConfig({
    TEMPORAL_ADDRESS,
    TEMPORAL_TLS,
    TEMPORAL_TLS_SERVER_CA_CERT_DATA,
  }).temporal();
  for (const { tls } of [workers.connectionOptions, starter.connectionOptions]) {
    const authority = typeof tls === 'object' ? tls?.serverRootCACertificate : undefined;
    expect(Buffer.from(authority ?? '').toString()).toContain('of our own authority');
  }
});

it('starter and workers serve the account and Region of the stack', () => {
  const { served } = loadStarterConfig(starterOf(deployed(withAll)).Environment.Variables);
  expect(served).toEqual([{ accountId: '123456789012', region: 'eu-central-1' }]);
});

it('starter and workers treat recommendations alike', () => {
  const { options } = loadStarterConfig(starterOf(deployed(withAll)).Environment.Variables);
  expect(options.rebalanceRecommendations).toBe('drain');
});
