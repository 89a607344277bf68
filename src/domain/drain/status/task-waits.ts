/** What each task that is left waits for: the first rule that holds says so. */

import { isAgentLost } from '../state/agent';
import type { DrainState } from '../state/drain-state';
import type { Service } from '../observation/observation';
import { TaskWait } from '../../reasons';
import { outlivesStopTimeout, type OutstandingTask } from '../tasks/outstanding';
import { serviceOf } from '../tasks/roles';
import { hasNoReplacement, hasNoRoom } from '../tasks/services';

interface WaitRule {
  readonly waitsFor: TaskWait;
  readonly holds: (task: OutstandingTask, state: DrainState, now: number) => boolean;
}

const rules: readonly WaitRule[] = [
  { waitsFor: TaskWait.Skipped, holds: ({ behavior }) => behavior.kind === 'skip' },
  { waitsFor: TaskWait.AgentDisconnected, holds: (_, state, now) => isAgentLost(state, now) },
  { waitsFor: TaskWait.IgnoresSigterm, holds: (task, _, now) => outlivesStopTimeout(task, now) },
  { waitsFor: TaskWait.InStopTimeout, holds: ({ isStopping }) => isStopping },
  { waitsFor: TaskWait.HasGrace, holds: ({ stop }) => stop?.cause === 'rule' },
  { waitsFor: TaskWait.AwaitsLowerOrder, holds: ({ behavior }) => behavior.kind === 'stop' },
  { waitsFor: TaskWait.GoesLast, holds: ({ behavior }) => behavior.kind === 'stop-last' },
  { waitsFor: TaskWait.NoReplacement, holds: ofItsService(hasNoReplacement) },
  { waitsFor: TaskWait.NoRoomToMove, holds: ofItsService(hasNoRoom) },
  { waitsFor: TaskWait.GoesLast, holds: ({ role }) => role === 'daemon-service' },
  { waitsFor: TaskWait.StillServing, holds: ({ behavior }) => behavior.kind === 'ecs-moves' },
];

export const waitOf = (task: OutstandingTask, state: DrainState, now: number): TaskWait =>
  rules.find(({ holds }) => holds(task, state, now))?.waitsFor ?? TaskWait.RunsToItsEnd;

function ofItsService(holds: (service: Service) => boolean): WaitRule['holds'] {
  return ({ task, behavior }, state) => {
    const service = behavior.kind === 'ecs-moves' ? serviceOf(task, state.services) : undefined;
    return service !== undefined && holds(service);
  };
}
