import type { ProbedAlone, ProbeTarget } from '../../aws/probes';
import { actions, scopeOf } from '../../domain/doctor/aws/actions';
import {
  seenClusters,
  type AwsFacts,
  type GroupsFacts,
  type ProbedAction,
} from '../../domain/doctor/aws/facts';
import { ourHooksOf } from '../../domain/doctor/aws/our-hooks';
import { idOf } from '../../domain/drain/observation/observation';
import type { Spec } from '../../domain/spec';
import type { DoctorDependencies } from './dependencies';

type Dependencies = Pick<DoctorDependencies, 'probe' | 'spec' | 'clusters' | 'outcomeTopicArn'>;

/** Only those that the settings make use of, in each cluster and of each group that was found: policies may name them. */
export async function observePermissions(
  clusters: AwsFacts['clusters'],
  groups: GroupsFacts,
  { probe, spec, clusters: allowed, outcomeTopicArn }: Dependencies,
): Promise<readonly ProbedAction[]> {
  const isUnneeded: Readonly<Partial<Record<ProbedAlone, boolean>>> = {
    'ecs:ListClusters': allowed !== 'all',
    'ecs:GetTaskProtection': spec.protectedTasks === 'override',
  };
  const asked = probedAlone.filter((action) => isUnneeded[action] !== true);
  const seen = seenClusters(clusters).map(({ cluster }) => cluster);
  const inClusters = seen.length > 0 || allowed === 'all' ? seen : allowed.slice(0, 1);
  const probed = [
    ...(await probe(
      {},
      asked.filter((action) => scopeOf(action) === undefined),
    )),
    ...(await probeEach(
      inClusters.map((cluster) => ({ target: { cluster }, where: `in cluster ${idOf(cluster)}` })),
      asked.filter((action) => scopeOf(action) === 'cluster'),
    )),
    ...(await probeEach(
      hooksToAsk(groups, spec).map((hook) => ({
        target: { hook },
        where: `of group ${hook.autoScalingGroupName}`,
      })),
      asked.filter((action) => scopeOf(action) === 'group'),
    )),
  ];
  if (outcomeTopicArn === undefined) return probed;
  const reason = 'only a message to the outcome topic could show it';
  return [...probed, { action: 'sns:Publish', result: { kind: 'not-probed', reason } }];

  async function probeEach(asks: readonly Ask[], actions: readonly ProbedAlone[]): Promise<ProbedAction[]> {
    const [only, ...others] = asks;
    if (others.length === 0) return [...(await probe(only?.target ?? {}, actions))];
    const all: ProbedAction[] = [];
    for (const { target, where } of asks)
      all.push(...(await probe(target, actions)).map((one) => ({ ...one, where })));
    return all;
  }
}

interface Ask {
  readonly target: ProbeTarget;
  readonly where: string;
}

// The keys of the table, which `Object.keys` forgets.
const probedAlone = (Object.keys(actions) as (keyof typeof actions)[]).filter(
  (action): action is ProbedAlone => action !== 'sns:Publish',
);

/** One of each group: permissions name groups, not hooks. */
const hooksToAsk = ({ groups }: GroupsFacts, spec: Spec): NonNullable<ProbeTarget['hook']>[] =>
  groups.flatMap((group) =>
    ourHooksOf(group, spec)
      .slice(0, 1)
      .map(({ name }) => ({
        autoScalingGroupName: group.autoScalingGroupName,
        lifecycleHookName: name,
      })),
  );
