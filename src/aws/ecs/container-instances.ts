/** Container instances: found, described, set to DRAINING and back. */
import {
  DescribeContainerInstancesCommand,
  type ECSClient,
  paginateListContainerInstances,
} from '@aws-sdk/client-ecs';
import { batched, inOrder, perScope } from '../batching';
import { chunks } from '../../domain/chunks';
import { call } from '../call-error';
import type { EcsBudgets } from './budgets';
import { failureOf, unlessClusterIsGone } from './failure';
import type { Ecs } from './ecs';
import { latestOf, type Registration, registrationView } from './registration';
import { createSetState } from './set-state';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html and its neighbours */
const limits = { describe: 100, page: 100, filterInstances: 50 };

type ContainerInstances = Pick<
  Ecs,
  'findContainerInstance' | 'describeContainerInstance' | 'setDraining' | 'setActive'
>;

export function createContainerInstances(
  client: ECSClient,
  { reads, modifications }: EcsBudgets,
): ContainerInstances {
  const instances = perScope((cluster) =>
    batched<string, Registration | null>(
      limits.describe,
      async (arns) => {
        const found = await describe(client, cluster, arns);
        return inOrder(arns, found, (instance) => instance.containerInstanceArn, null);
      },
      () => reads.take(1, { servesMany: true }),
    ),
  );
  const instancesByEc2Id = perScope((cluster) =>
    batched<string, Registration | null>(
      limits.filterInstances,
      async (ids) => {
        const arns = await list(client, cluster, ids);
        const found: Registration[] = [];
        for (const some of chunks(arns, limits.describe)) {
          await reads.take(1, { servesMany: true });
          found.push(...(await describe(client, cluster, some)));
        }
        return ids.map((id) => latestOf(found.filter(({ ec2InstanceId }) => ec2InstanceId === id)) ?? null);
      },
      // One of a search of many clusters: it takes turns with what known instances need.
      () => reads.take(1),
    ),
  );
  return {
    findContainerInstance: (cluster, ec2InstanceId) => instancesByEc2Id(cluster)(ec2InstanceId),
    describeContainerInstance: (cluster, arn) => unlessClusterIsGone(instances(cluster)(arn), null),
    setDraining: createSetState(client, modifications, 'DRAINING'),
    setActive: createSetState(client, modifications, 'ACTIVE'),
  };
}

async function list(
  client: ECSClient,
  cluster: string,
  ec2InstanceIds: readonly string[],
): Promise<string[]> {
  const arns: string[] = [];
  const filter = `ec2InstanceId in [${ec2InstanceIds.join(', ')}]`;
  const pageSize = limits.page;
  await call('ecs.ListContainerInstances', async () => {
    for await (const page of paginateListContainerInstances({ client, pageSize }, { cluster, filter })) {
      arns.push(...(page.containerInstanceArns ?? []));
    }
  });
  return arns;
}

/** At most 100. One that ECS does not know (any more) is left out. */
export async function describe(
  client: ECSClient,
  cluster: string,
  arns: readonly string[],
): Promise<Registration[]> {
  const { containerInstances = [], failures = [] } = await call('ecs.DescribeContainerInstances', () =>
    client.send(new DescribeContainerInstancesCommand({ cluster, containerInstances: [...arns] })),
  );
  const refused = failures.find(({ reason }) => reason !== 'MISSING');
  if (refused) throw failureOf('ecs.DescribeContainerInstances', refused);
  return containerInstances.map((instance) => registrationView(cluster, instance));
}
