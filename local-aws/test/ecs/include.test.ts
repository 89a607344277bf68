import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
} from '@aws-sdk/client-ecs';
import { createWorld } from '../../src/index';
import { refusal } from '../support/errors';
import { useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();
beforeEach(() => {
  createWorld(test.aws, { cluster, standalone: [{ family: 'job' }] });
});

type Call = (ecs: ECSClient, include: string) => Promise<unknown>;

/** The SDK's types know the values that are right; what is wrong can only be sent past them. */
const any = (include: string) => [include] as never[];

const calls: [string, Call, string][] = [
  [
    'DescribeClusters',
    (ecs, include) => ecs.send(new DescribeClustersCommand({ clusters: [cluster], include: any(include) })),
    'ATTACHMENTS,CONFIGURATIONS,SETTINGS,STATISTICS,TAGS',
  ],
  [
    'DescribeContainerInstances',
    (ecs, include) =>
      ecs.send(
        new DescribeContainerInstancesCommand({ cluster, containerInstances: ['a'], include: any(include) }),
      ),
    'CONTAINER_INSTANCE_HEALTH,TAGS',
  ],
  [
    'DescribeTasks',
    (ecs, include) => ecs.send(new DescribeTasksCommand({ cluster, tasks: ['a'], include: any(include) })),
    'TAGS',
  ],
  [
    'DescribeServices',
    (ecs, include) =>
      ecs.send(new DescribeServicesCommand({ cluster, services: ['a'], include: any(include) })),
    'TAGS',
  ],
  [
    'DescribeTaskDefinition',
    (ecs, include) =>
      ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'job', include: any(include) })),
    'TAGS',
  ],
  [
    'DescribeCapacityProviders',
    (ecs, include) => ecs.send(new DescribeCapacityProvidersCommand({ include: any(include) })),
    'TAGS',
  ],
];

it.each(calls)('%s includes what AWS knows, and refuses the rest', async (_, call, values) => {
  for (const value of values.split(',')) await call(test.ecs, value);
  expect(await refusal(call(test.ecs, 'HEALTH'))).toMatchObject({
    name: 'InvalidParameterException',
    message: `include.0: include should be one of [${values}]`,
    status: 400,
  });
});
