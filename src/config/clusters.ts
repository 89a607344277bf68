/** Clusters as people name them: by name or by ARN. */
import { z } from 'zod';
import { idOf } from '../domain/drain/observation/observation';

/** The clusters in which instances are looked for; `all`: every cluster of the account and Region. */
export type AllowedClusters = readonly string[] | 'all';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html */
export const clusterReference = z
  .string()
  .regex(
    /^(arn:[\w-]+:ecs:[a-z0-9-]+:\d{12}:cluster\/)?[\w-]{1,255}$/,
    'expected the name or ARN of a cluster',
  );

/** Two ARNs, or a name and whatever has it: one account and Region has one cluster of a name. */
export function isSameCluster(one: string, other: string): boolean {
  const areArns = one.startsWith('arn:') && other.startsWith('arn:');
  return areArns ? one === other : idOf(one) === idOf(other);
}

/** As the configuration writes it, so that what is asked of a cluster goes out together; undefined: not allowed. */
export function allowedAs(allowed: AllowedClusters, cluster: string): string | undefined {
  return allowed === 'all' ? cluster : allowed.find((candidate) => isSameCluster(candidate, cluster));
}
