/** What each task that is left waits for: the first rule that holds says so. */

import { isAgentLost } from '../state/agent';
import type { DrainState } from '../state/drain-state';
import type { Service } from '../observation/observation';
import type { TaskWait } from '../vocabulary/task-waits';
import { outlivesStopTimeout, type OutstandingTask } from '../tasks/outstanding';
import { serviceOf } from '../tasks/roles';
import { hasNoReplacement, hasNoRoom } from '../tasks/services';

interface WaitRule {
  readonly waitsFor: TaskWait;
  readonly holds: (task: OutstandingTask, state: DrainState, now: number) => boolean;
}

const rules: readonly WaitRule[] = [
  { waitsFor: 'Skipped', holds: ({ behavior }) => behavior.kind === 'skip' },
  { waitsFor: 'AgentDisconnected', holds: (_, state, now) => isAgentLost(state, now) },
  { waitsFor: 'IgnoresSigterm', holds: (task, _, now) => outlivesStopTimeout(task, now) },
  { waitsFor: 'InStopTimeout', holds: ({ isStopping }) => isStopping },
  { waitsFor: 'HasGrace', holds: ({ stop }) => stop?.cause === 'rule' },
  { waitsFor: 'AwaitsLowerOrder', holds: ({ behavior }) => behavior.kind === 'stop' },
  { waitsFor: 'GoesLast', holds: ({ behavior }) => behavior.kind === 'stop-last' },
  { waitsFor: 'NoReplacement', holds: ofItsService(hasNoReplacement) },
  { waitsFor: 'NoRoomToMove', holds: ofItsService(hasNoRoom) },
  { waitsFor: 'GoesLast', holds: ({ role }) => role === 'daemon-service' },
  { waitsFor: 'StillServing', holds: ({ behavior }) => behavior.kind === 'ecs-moves' },
];

export const waitOf = (task: OutstandingTask, state: DrainState, now: number): TaskWait =>
  rules.find(({ holds }) => holds(task, state, now))?.waitsFor ?? 'RunsToItsEnd';

function ofItsService(holds: (service: Service) => boolean): WaitRule['holds'] {
  return ({ task, behavior }, state) => {
    const service = behavior.kind === 'ecs-moves' ? serviceOf(task, state.services) : undefined;
    return service !== undefined && holds(service);
  };
}
