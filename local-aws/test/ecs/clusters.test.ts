import {
  DeleteClusterCommand,
  DeleteServiceCommand,
  DeregisterContainerInstanceCommand,
  DescribeClustersCommand,
} from '@aws-sdk/client-ecs';
import { createWorld } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();

const remove = () => test.ecs.send(new DeleteClusterCommand({ cluster }));

it('is not deleted while it has instances, or services', async () => {
  const world = createWorld(test.aws, { cluster, services: [{ name: 'web', desiredCount: 1 }] });
  expect(await refusal(remove())).toMatchObject({
    name: 'ClusterContainsContainerInstancesException',
    status: 400,
  });
  const containerInstance = world.containerInstance(first(world.instanceIds)).arn;
  await test.ecs.send(new DeregisterContainerInstanceCommand({ cluster, containerInstance, force: true }));
  expect((await refusal(remove())).name).toBe('ClusterContainsServicesException');
  await test.ecs.send(new DeleteServiceCommand({ cluster, service: 'web', force: true }));
  expect((await remove()).cluster).toMatchObject({ clusterName: cluster, status: 'INACTIVE' });
  const described = await test.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }));
  expect(described.failures).toMatchObject([{ reason: 'MISSING' }]);
});
