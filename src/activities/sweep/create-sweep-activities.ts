/** The activities of the sweep: reads of AWS and Temporal, decisions on them, and drains asked for. */
import { formatSweep } from '../../domain/sweep/format-sweep';
import { concise, decideSweep, isInOurHook, leftByNobody, type LastDrains } from '../../domain/sweep/sweep';
import { act } from '../aws-call-failed';
import type { SweepActivities, SweepReports } from '../../workflows/sweep.api';
import type { SweepDependencies } from './dependencies';
import { createFindDraining } from './find-draining';
import { createFindWaiting } from './find-waiting';
import { createStartDrains } from './start-drains';

export function createSweepActivities(dependencies: SweepDependencies): SweepActivities & SweepReports {
  const { ecs, clusters, drains } = dependencies;
  const findWaiting = createFindWaiting(dependencies);
  const findDraining = createFindDraining(dependencies);
  const drainsOf = (instances: readonly { readonly ec2InstanceId: string }[]): Promise<LastDrains> =>
    drains.last(instances.map(({ ec2InstanceId }) => ec2InstanceId));
  return {
    findWaiting: () => act(findWaiting),
    decideStarts: async (waiting) => decideSweep(waiting, await drainsOf(waiting.filter(isInOurHook))),
    startDrains: createStartDrains(drains),
    clustersToSweep: () =>
      clusters === 'all' ? act(() => ecs.listClusters()) : Promise.resolve([...clusters]),
    findLeftDraining: async (some) => {
      const draining = await act(() => findDraining(some));
      return leftByNobody(draining, await drainsOf(draining));
    },
    sweepResult: (found) => Promise.resolve(concise(found)),
    formatSweep: (found) => Promise.resolve(formatSweep(concise(found))),
  };
}
