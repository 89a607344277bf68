import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { createWorld } from '../../src/index';
import { first, testAws, type TestAws } from '../support/aws';

const cluster = 'demo';
let test: TestAws;
beforeAll(async () => {
  test = await testAws();
});
afterAll(() => test.close());

/** Paths of all members of a value; array indexes are left out. */
function members(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => members(item, path));
  if (typeof value !== 'object' || value === null || value instanceof Date) return [path];
  return Object.entries(value)
    .filter(([name]) => name !== '$metadata')
    .flatMap(([name, member]) => members(member, `${path}.${name}`));
}

async function raw(operation: string, input: object): Promise<unknown> {
  const response = await fetch(test.aws.url, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/ecs/aws4_request',
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return response.json();
}

it("answers no member that ECS's own model does not have", async () => {
  const world = createWorld(test.aws, {
    cluster,
    services: [{ name: 'web', desiredCount: 1 }, { name: 'logs' }],
    standalone: [{ family: 'job', runSeconds: 1 }],
  });
  test.clock.advanceBy(2_000);
  const running = await test.ecs.send(new ListTasksCommand({ cluster }));
  const stopped = await test.ecs.send(new ListTasksCommand({ cluster, desiredStatus: 'STOPPED' }));
  const tasks = [...(running.taskArns ?? []), ...(stopped.taskArns ?? [])];
  const containerInstances = [world.containerInstance(first(world.instanceIds)).arn, 'nowhere'];
  const services = ['web', 'logs', 'nowhere'];
  // The SDK drops what its model does not know, so both must have the same members.
  const pairs = [
    [
      await raw('DescribeTasks', { cluster, tasks }),
      await test.ecs.send(new DescribeTasksCommand({ cluster, tasks })),
    ],
    [
      await raw('DescribeContainerInstances', { cluster, containerInstances }),
      await test.ecs.send(new DescribeContainerInstancesCommand({ cluster, containerInstances })),
    ],
    [
      await raw('DescribeServices', { cluster, services }),
      await test.ecs.send(new DescribeServicesCommand({ cluster, services })),
    ],
    [
      await raw('DescribeClusters', { clusters: [cluster] }),
      await test.ecs.send(new DescribeClustersCommand({ clusters: [cluster] })),
    ],
  ];
  for (const [ours, theirs] of pairs) expect(members(ours).sort()).toEqual(members(theirs).sort());
});
