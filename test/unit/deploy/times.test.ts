import { loadWorkerConfig } from '../../../src/config/worker-config';
import { specFields } from '../../../src/config/spec-schema';
import { deployed, template } from '../../support/deploy/deployments';
import { starterOf, workerContainerOf, workerEnvironmentOf } from '../../support/deploy/environment';

const stack = deployed('on Fargate');

it('a worker has ended before ECS kills it', () => {
  const { shutdownGraceSeconds } = loadWorkerConfig(workerEnvironmentOf(stack));
  expect(workerContainerOf(stack).StopTimeout).toBeGreaterThanOrEqual(shutdownGraceSeconds + 10);
});

it('Fargate takes the stop timeout', () => {
  expect(workerContainerOf(stack).StopTimeout).toBeLessThanOrEqual(120);
});

it('the health check asks where the worker answers', () => {
  const { telemetry } = loadWorkerConfig(workerEnvironmentOf(stack));
  const { Command } = workerContainerOf(stack).HealthCheck;
  expect(telemetry.healthAddress).toBe('127.0.0.1:8080');
  expect(Command.join(' ')).toContain(`http://${telemetry.healthAddress}/livez`);
});

it('the starter gives up before Lambda ends it, and is what the build makes', () => {
  expect(starterOf(stack)).toMatchObject({
    Timeout: 30,
    Runtime: 'nodejs22.x',
    Handler: 'starter.handler',
    CodeUri: '../dist/lambda',
  });
});

it('the hook has the timeouts that Auto Scaling takes', () => {
  expect(template.Parameters['HookTimeoutSeconds']).toMatchObject({ MinValue: 30, MaxValue: 7200 });
});

it.each([
  ['MaxConcurrentDrains', 'maxConcurrentDrains'],
  ['DeadlineSeconds', 'deadlineSeconds'],
] as const)('what %s may be is what the worker takes', (parameter, field) => {
  const pattern = new RegExp(template.Parameters[parameter]?.AllowedPattern ?? '^$');
  const most = field === 'maxConcurrentDrains' ? 500 : 30 * 24 * 3600;
  expect([1, most].map((value) => pattern.test(String(value)))).toEqual([true, true]);
  expect(specFields[field].schema.safeParse(most).success).toBe(true);
});

it.each([
  ['Mode', specFields.mode],
  ['OnDeadline', specFields.onDeadline],
  ['ProtectedTasks', specFields.protectedTasks],
  ['RebalanceRecommendations', specFields.rebalanceRecommendations],
])('%s has the values that there are', (parameter, { schema }) => {
  expect([...(template.Parameters[parameter]?.AllowedValues ?? [])].sort()).toEqual(
    [...schema.options].sort(),
  );
});

it('a new version of the workers finds room where each has an instance to itself, and one worker goes on', () => {
  const service = deployed('on instances, with all that there is').resources['WorkerService']?.Properties;
  expect(service).toMatchObject({
    PlacementConstraints: [{ Type: 'distinctInstance' }],
    DeploymentConfiguration: { MinimumHealthyPercent: 50 },
  });
});
