import { idOf } from '../../drain/observation/observation';
import { found, notChecked, orOk, type Finding } from '../finding';
import type { AwsFacts, ClusterFacts } from './facts';
import { formatCallError } from './call-error';

export function clusterFindings({ clusters }: Pick<AwsFacts, 'clusters'>): readonly Finding[] {
  if (clusters.kind === 'unknown') return [notChecked('clusters', formatCallError(clusters.callError))];
  const { clusters: observed, leftOut } = clusters.value;
  return [
    ...orOk(
      'clusters',
      `${observed.length} of ${observed.length + leftOut} observed`,
      observed.flatMap(findingOf),
    ),
    ...(leftOut > 0 ? [notChecked('clusters', `${leftOut} more, and what is in them`)] : []),
  ];
}

function findingOf({ cluster, seen }: ClusterFacts): readonly Finding[] {
  const name = idOf(cluster);
  if (seen.kind === 'unknown') return [notChecked('clusters', formatCallError(seen.callError), name)];
  if (seen.value === 'missing') return [found('cluster-missing', 'ECS does not know it', name)];
  return seen.value.isCut
    ? [notChecked('clusters', 'it has more instances, tasks or services than were observed', name)]
    : [];
}
