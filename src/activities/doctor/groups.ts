import { isGroupNotFound } from '../../aws/auto-scaling';
import { createBudget } from '../../aws/budget';
import { partOf } from '../../aws/call-error';
import {
  seenClusters,
  type AwsFacts,
  type GroupFacts,
  type GroupsFacts,
  type HookSeen,
} from '../../domain/doctor/aws/facts';
import { allowedAs } from '../../config/clusters';
import { compare } from '../../domain/format/compare';
import { valueOf } from '../../domain/drain/observation/observation';
import { isAllowedGroup } from '../../domain/spec';
import { understood } from '../understood-hook';
import type { DoctorDependencies } from './dependencies';

const most = 50;

const withinMs = 15_000;

/** AWS does not publish the rate that all calls of an account share: heartbeats come first. */
const pace = { burst: 5, perSecond: 5 };

type Dependencies = Pick<DoctorDependencies, 'ecs' | 'autoScaling' | 'clusters' | 'spec'>;

/**
 * Those whose instances are in the clusters, those that are capacity providers of them, and those that settings name, as far as they
 * are to be drained.
 */
export async function observeGroups(
  clusters: AwsFacts['clusters'],
  dependencies: Dependencies,
): Promise<GroupsFacts> {
  const { ecs, spec } = dependencies;
  const clustersOf = new Map<string, Set<string>>();
  const add = (group: string, cluster?: string) => {
    const known = clustersOf.get(group) ?? new Set();
    clustersOf.set(group, cluster === undefined ? known : known.add(cluster));
  };
  const seen = seenClusters(clusters);
  for (const { cluster, groups } of seen) for (const group of valueOf(groups) ?? []) add(group, cluster);
  const names = seen.map(({ cluster }) => cluster);
  // Optional: whether it is allowed is asked by itself.
  const providers = valueOf(
    await partOf('ecs.DescribeCapacityProviders', withinMs, () => ecs.clustersOfGroups(names)),
  );
  for (const [group, ofIt] of providers ?? [])
    for (const cluster of ofIt) add(group, allowedAs(names, cluster) ?? cluster);
  for (const name of spec.groups) if (!name.endsWith('*')) add(name);

  const all = [...clustersOf.keys()].filter((name) => isAllowedGroup(spec, name)).sort(compare);
  const permits = createBudget(pace);
  const groups = await Promise.all(
    all.slice(0, most).map(async (name) => {
      await permits.take(1);
      return groupFacts(name, [...(clustersOf.get(name) ?? [])], dependencies);
    }),
  );
  return { groups, leftOut: all.length - groups.length };
}

async function groupFacts(
  autoScalingGroupName: string,
  clusters: readonly string[],
  { autoScaling, clusters: allowed }: Dependencies,
): Promise<GroupFacts> {
  const [hooks, group] = await Promise.all([
    partOf('autoscaling.DescribeLifecycleHooks', withinMs, async (): Promise<'missing' | HookSeen[]> => {
      try {
        const found = await autoScaling.terminationHooks(autoScalingGroupName);
        return found.map((hook) => understood(hook, allowed).hook);
      } catch (error) {
        if (isGroupNotFound(error)) return 'missing';
        throw error;
      }
    }),
    partOf('autoscaling.DescribeAutoScalingGroups', withinMs, () =>
      autoScaling.describeGroup(autoScalingGroupName),
    ),
  ]);
  return { autoScalingGroupName, clusters, hooks, group };
}
