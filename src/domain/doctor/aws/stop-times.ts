import { idOf } from '../../drain/observation/observation';
import { specWith, type Spec } from '../../spec';
import { duration } from '../../format/text';
import { slowestSeconds } from '../../drain/tasks/stop-time';
import { found, notChecked, orOk, type Finding } from '../finding';
import { seenClusters, type AwsFacts, type TaskStop } from './facts';
import { ourHooksOf } from './our-hooks';
import { formatCallError } from './call-error';

/** Against the shortest deadline of the groups whose instances are in the cluster. */
export function stopTimeFindings(facts: Pick<AwsFacts, 'clusters' | 'groups' | 'spec'>): readonly Finding[] {
  const seen = seenClusters(facts.clusters);
  if (seen.length === 0) return [notChecked('stop-times', 'no cluster could be observed')];
  return orOk(
    'stop-times',
    seen.some(({ stops }) => stops.kind === 'known') ? 'all stop in time' : undefined,
    seen.flatMap(({ cluster, stops }) => {
      if (stops.kind === 'unknown')
        return [notChecked('stop-times', formatCallError(stops.callError), idOf(cluster))];
      const limitSeconds = limitOf(cluster, facts);
      return stops.value.flatMap((stop) => {
        const seconds = secondsToStop(stop, facts.spec);
        if (limitSeconds === undefined || seconds <= limitSeconds) return [];
        const says = `it may take ${duration(seconds * 1000)} to stop, and a drain there has ${duration(limitSeconds * 1000)}`;
        return [found('stop-longer-than-deadline', says, `${idOf(cluster)}: ${stop.what}`)];
      });
    }),
  );
}

const secondsToStop = ({ chains, hasLoadBalancer }: TaskStop, spec: Spec): number =>
  slowestSeconds(chains, spec) + (hasLoadBalancer ? spec.deregistrationDelaySeconds : 0);

/** Undefined: no deadline of ours holds there. */
function limitOf(cluster: string, { groups, spec }: Pick<AwsFacts, 'groups' | 'spec'>): number | undefined {
  const limits = groups.groups
    .filter(({ clusters }) => clusters.includes(cluster))
    .flatMap((group) => ourHooksOf(group, spec))
    .flatMap(({ globalTimeoutSeconds, specChange }) => [
      globalTimeoutSeconds,
      specWith(spec, [specChange]).deadlineSeconds ?? Infinity,
    ]);
  return limits.length === 0 ? spec.deadlineSeconds : Math.min(...limits);
}
