import type { ProbedAlone, ProbeTarget } from '../../aws/probes';
import { actions } from '../../doctor/aws/actions';
import { seenClusters, type AwsFacts, type GroupsLook, type ProbedAction } from '../../doctor/aws/facts';
import { isOurHook } from '../../reconcile/lifecycle-action';
import type { Spec } from '../../reconcile/spec';
import type { ExamineDependencies } from './activities';

type Dependencies = Pick<ExamineDependencies, 'probe' | 'spec' | 'clusters' | 'outcomeTopicArn'>;

/** Only those that the settings make use of. */
export async function lookAtPermissions(
  clusters: AwsFacts['clusters'],
  groups: GroupsLook,
  { probe, spec, clusters: allowed, outcomeTopicArn }: Dependencies,
): Promise<readonly ProbedAction[]> {
  const isUnneeded: Readonly<Partial<Record<ProbedAlone, boolean>>> = {
    'ecs:ListClusters': allowed !== 'all',
    'ecs:GetTaskProtection': spec.protectedTasks === 'drain',
  };
  const asked = probedAlone.filter((action) => isUnneeded[action] !== true);
  const cluster = seenClusters(clusters)[0]?.cluster ?? (allowed === 'all' ? undefined : allowed[0]);
  const probed = await probe({ cluster, hook: hookToAsk(groups, spec) }, asked);
  if (outcomeTopicArn === undefined) return probed;
  const why = 'only a message to the outcome topic could show it';
  return [...probed, { action: 'sns:Publish', result: { kind: 'not-probed', why } }];
}

// The keys of the table, which `Object.keys` forgets.
const probedAlone = (Object.keys(actions) as (keyof typeof actions)[]).filter(
  (action): action is ProbedAlone => action !== 'sns:Publish',
);

const hookToAsk = ({ groups }: GroupsLook, spec: Spec): ProbeTarget['hook'] =>
  groups.flatMap(({ autoScalingGroupName, hooks }) =>
    hooks.kind === 'known' && hooks.value !== 'missing'
      ? hooks.value
          .filter((hook) => isOurHook(hook, spec))
          .map(({ name }) => ({ autoScalingGroupName, lifecycleHookName: name }))
      : [],
  )[0];
