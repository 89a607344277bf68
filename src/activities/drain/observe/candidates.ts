/** The clusters that must all say that they do not have an instance before it counts as absent, and who names each. */
import { isClusterNotFound } from '../../../aws/ecs';
import { AwsCallError } from '../../../aws/call-error';
import { allowedAs, isSameCluster, type AllowedClusters } from '../../../config/clusters';
import { idOf, type Part } from '../../../domain/drain/observation/observation';

export interface Candidate {
  readonly cluster: string;
  /** The setting or metadata that names it; undefined: ECS listed it a moment ago. */
  readonly setting: string | undefined;
}

/** What the metadata of each hook names, allowed or not; unknown where it could not be read. */
export type ClustersOfHooks = readonly Part<string | undefined>[];

/** The allowed clusters, each once, and the one that configuration names for the group. */
export function candidatesOf(
  listed: readonly string[],
  allowed: AllowedClusters,
  ofGroup: string | undefined,
): readonly Candidate[] {
  const setting = allowed === 'all' ? undefined : 'ECS_DRAIN_CLUSTERS';
  const candidates = listed.map((cluster) => ({ cluster, setting }));
  return ofGroup === undefined || listed.some((cluster) => isSameCluster(cluster, ofGroup))
    ? candidates
    : [...candidates, { cluster: ofGroup, setting: 'ECS_DRAIN_CLUSTER_OF_GROUP' }];
}

/** @throws AwsCallError where metadata names a cluster that is not allowed, or could not be read: the instance may be there */
export function candidatesOfHooks(parts: ClustersOfHooks, allowed: AllowedClusters): readonly Candidate[] {
  return parts.flatMap((part) => {
    if (part.kind === 'unknown') throw AwsCallError.of(part.callError);
    if (part.value === undefined) return [];
    const cluster = allowedAs(allowed, part.value);
    if (cluster === undefined) throw notAllowed(part.value);
    return [{ cluster, setting: "the hook's metadata" }];
  });
}

const notAllowed = (cluster: string): AwsCallError =>
  AwsCallError.of({
    cause: 'permanent',
    operation: 'ecs.ListContainerInstances',
    code: 'ClusterNotAllowed',
    message: `the hook's metadata names cluster ${cluster}, which is not among ECS_DRAIN_CLUSTERS`,
  });

/**
 * A cluster that ECS does not know has nothing only if it is known to have been there: one that a person wrote down may be a
 * name with a mistake, and the instance in another.
 */
export async function answerOf<T>(
  { cluster, setting }: Candidate,
  answer: Promise<T>,
  wasThere: (cluster: string) => boolean,
): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (!isClusterNotFound(error)) throw error;
    if (setting === undefined || wasThere(cluster)) return null;
    const message = `cluster ${idOf(cluster)}, which ${setting} names: ${error.callError.message}`;
    throw AwsCallError.of({ ...error.callError, message });
  }
}
