import { isGroupNotFound } from '../../aws/auto-scaling';
import { isOurHook, saysWhichHooksAreOurs } from '../../domain/drain/hooks/lifecycle-action';
import { isAllowedGroup } from '../../domain/spec';
import type { WaitingInstance } from '../../domain/sweep/sweep';
import type { SweepActivities } from '../../workflows/sweep.api';
import type { SweepDependencies } from './dependencies';

type Dependencies = Pick<SweepDependencies, 'autoScaling' | 'spec'>;

/**
 * The hooks of a group are read once, and only where an instance of it waits. Whose a hook is, configuration alone says.
 */
export const createFindWaiting =
  ({ autoScaling, spec }: Dependencies): SweepActivities['findWaiting'] =>
  async () => {
    if (!saysWhichHooksAreOurs(spec)) return { observed: 0, waiting: [], unable: 'our-hooks-unknown' };
    const { observed, waiting } = await autoScaling.listWaiting();
    const hooksOf = new Map<string, WaitingInstance['ourHooks']>();
    for (const group of new Set(waiting.map(({ autoScalingGroupName }) => autoScalingGroupName)))
      hooksOf.set(group, await ourHooksOf(group, { autoScaling, spec }));
    return {
      observed,
      waiting: waiting.map(({ ec2InstanceId, autoScalingGroupName }) => ({
        ec2InstanceId,
        autoScalingGroupName,
        ourHooks: hooksOf.get(autoScalingGroupName) ?? [],
      })),
    };
  };

async function ourHooksOf(
  group: string,
  { autoScaling, spec }: Dependencies,
): Promise<WaitingInstance['ourHooks']> {
  if (!isAllowedGroup(spec, group)) return 'group-not-allowed';
  try {
    const hooks = await autoScaling.terminationHooks(group);
    return hooks.filter((hook) => isOurHook(hook, spec)).map(({ name }) => name);
  } catch (error) {
    if (isGroupNotFound(error)) return [];
    throw error;
  }
}
