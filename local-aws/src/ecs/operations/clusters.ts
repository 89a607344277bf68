import { z } from 'zod';
import type { Ecs } from '../ecs';
import { idOf } from '../arns';
import { ecsErrors } from '../errors';
import { findCluster } from '../find';
import type { Cluster } from '../state';
import { clusterShape, failure } from '../wire';
import { include, operation, type Operations, pageOf, paging } from './define';

export const clusterOperations = (ecs: Ecs): Operations => ({
  CreateCluster: operation(
    z.object({ clusterName: z.string().min(1).max(255).default('default') }),
    (input) => ({
      cluster: clusterShape(ecs.createCluster(input.clusterName)),
    }),
  ),

  ListClusters: operation(z.object(paging), (input) => {
    const { items, nextToken } = pageOf(ecs.env.rules, [...ecs.state.clusters.values()], input);
    return { clusterArns: items.map(({ arn }) => arn), nextToken };
  }),

  DescribeClusters: operation(
    z.object({
      clusters: z.array(z.string()).max(100).default([]),
      include: include('ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'),
    }),
    (input) => {
      const clusters: object[] = [];
      const failures: object[] = [];
      const references = input.clusters.length > 0 ? input.clusters : ['default'];
      for (const reference of references) {
        const cluster = ecs.state.clusters.get(idOf(reference));
        if (cluster) clusters.push(clusterShape(cluster));
        else failures.push(failure(reference, 'MISSING'));
      }
      return { clusters, failures };
    },
  ),

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html */
  DeleteCluster: operation(z.object({ cluster: z.string() }), (input) => {
    const cluster = findCluster(ecs.state, input.cluster);
    if (ecs.env.rules.holds('clusters-in-use-are-not-deleted')) refuseInUse(cluster);
    ecs.state.clusters.delete(cluster.name);
    return { cluster: { ...clusterShape(cluster), status: 'INACTIVE' } };
  }),
});

function refuseInUse({ instances, services, tasks }: Cluster): void {
  if ([...instances.values()].some(({ status }) => status !== 'INACTIVE')) {
    throw ecsErrors.clusterContains(
      'ContainerInstances',
      'The Cluster cannot be deleted while Container Instances are active or draining.',
    );
  }
  if ([...services.values()].some(({ status }) => status !== 'INACTIVE')) {
    throw ecsErrors.clusterContains('Services', 'The Cluster cannot be deleted while Services are active.');
  }
  if ([...tasks.values()].some(({ lastStatus }) => lastStatus !== 'STOPPED')) {
    throw ecsErrors.clusterContains('Tasks', 'The Cluster cannot be deleted while Tasks are active.');
  }
}
