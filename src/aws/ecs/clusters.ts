/** Clusters, and whose Auto Scaling groups they use. */
import {
  type CapacityProvider,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  type ECSClient,
  paginateListClusters,
} from '@aws-sdk/client-ecs';
import { shared } from '../batching';
import { chunks } from '../../domain/chunks';
import { pagesOf } from '../pages';
import { call } from '../call-error';
import type { Ecs } from './ecs';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html and its neighbours */
const limits = { describe: 100, page: 100 };

/**
 * A burst of terminations shares one list. Never longer than the shortest grace in which an absence is doubted: the second
 * look has to see a cluster that was created after the first.
 */
const clustersKnownForMs = 1_000;

type Clusters = Pick<Ecs, 'listClusters' | 'clustersOfGroups'>;

export const createClusters = (client: ECSClient): Clusters => ({
  listClusters: shared(clustersKnownForMs, () => list(client)),
  async clustersOfGroups(clusters) {
    const groups = await groupsOfProviders(client);
    const found = new Map<string, string[]>();
    if (groups.size === 0) return found;
    for (const [cluster, providers] of await providersOfClusters(client, clusters)) {
      for (const group of new Set(providers.flatMap((provider) => groups.get(provider) ?? []))) {
        found.set(group, [...(found.get(group) ?? []), cluster]);
      }
    }
    return found;
  },
});

async function list(client: ECSClient): Promise<string[]> {
  const clusters: string[] = [];
  await call('ecs.ListClusters', async () => {
    for await (const page of paginateListClusters({ client, pageSize: limits.page }, {})) {
      clusters.push(...(page.clusterArns ?? []));
    }
  });
  return clusters;
}

/** The group's name, by the name of its capacity provider. */
async function groupsOfProviders(client: ECSClient): Promise<Map<string, string>> {
  const providers: CapacityProvider[] = [];
  const read = (nextToken: string | undefined) =>
    call('ecs.DescribeCapacityProviders', () =>
      client.send(new DescribeCapacityProvidersCommand({ nextToken })),
    );
  for await (const { capacityProviders = [] } of pagesOf(read)) providers.push(...capacityProviders);
  return new Map(
    providers.flatMap(({ name, autoScalingGroupProvider: provider }) =>
      name === undefined || provider?.autoScalingGroupArn === undefined
        ? []
        : [[name, groupNameOf(provider.autoScalingGroupArn)] as const],
    ),
  );
}

/** Names of capacity providers, by cluster. A cluster that is not there has none. */
async function providersOfClusters(
  client: ECSClient,
  clusters: readonly string[],
): Promise<[string, readonly string[]][]> {
  const found: [string, readonly string[]][] = [];
  for (const some of chunks(clusters, limits.describe)) {
    const page = await call('ecs.DescribeClusters', () =>
      client.send(new DescribeClustersCommand({ clusters: [...some] })),
    );
    for (const { clusterArn, capacityProviders = [] } of page.clusters ?? [])
      if (clusterArn !== undefined) found.push([clusterArn, capacityProviders]);
  }
  return found;
}

/**
 * `arn:…:autoScalingGroup:<uuid>:autoScalingGroupName/<name>`; a capacity provider may also be made with the bare name. A
 * group's name has no colon, and may have a slash.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html
 */
const groupNameOf = (arnOrName: string): string => arnOrName.replace(/^.*:autoScalingGroupName\//, '');
