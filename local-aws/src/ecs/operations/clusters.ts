import { z } from 'zod';
import type { Ecs } from '../ecs';
import { idOf } from '../arns';
import { clusterShape, failure } from '../wire';
import { operation, type Operations, pageOf, paging } from './define';

export const clusterOperations = (ecs: Ecs): Operations => ({
  CreateCluster: operation(
    z.object({ clusterName: z.string().min(1).max(255).default('default') }),
    (input) => ({
      cluster: clusterShape(ecs.createCluster(input.clusterName)),
    }),
  ),

  ListClusters: operation(z.object(paging), (input) => {
    const { items, nextToken } = pageOf([...ecs.state.clusters.values()], input);
    return { clusterArns: items.map(({ arn }) => arn), nextToken };
  }),

  DescribeClusters: operation(z.object({ clusters: z.array(z.string()).max(100).default([]) }), (input) => {
    const clusters: object[] = [];
    const failures: object[] = [];
    const references = input.clusters.length > 0 ? input.clusters : ['default'];
    for (const reference of references) {
      const cluster = ecs.state.clusters.get(idOf(reference));
      if (cluster) clusters.push(clusterShape(cluster));
      else failures.push(failure(reference, 'MISSING'));
    }
    return { clusters, failures };
  }),
});
