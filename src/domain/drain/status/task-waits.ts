/** What each task that is left waits for: the first rule that holds says so. */

import { isAgentLost } from '../state/agent';
import type { Memory } from '../state/memory';
import type { Service } from '../observation/observation';
import { TaskWait } from '../../reasons';
import { outlivesStopTimeout, type OutstandingTask } from '../tasks/outstanding';
import { serviceOf } from '../tasks/roles';
import { hasNoReplacement, hasNoRoom } from '../tasks/services';

interface WaitRule {
  readonly waitsFor: TaskWait;
  readonly holds: (task: OutstandingTask, memory: Memory, now: number) => boolean;
}

const rules: readonly WaitRule[] = [
  { waitsFor: TaskWait.Skipped, holds: ({ behavior }) => behavior.kind === 'skip' },
  { waitsFor: TaskWait.AgentDisconnected, holds: (_, memory, now) => isAgentLost(memory, now) },
  { waitsFor: TaskWait.IgnoresSigterm, holds: (task, _, now) => outlivesStopTimeout(task, now) },
  { waitsFor: TaskWait.InStopTimeout, holds: ({ isStopping }) => isStopping },
  { waitsFor: TaskWait.HasGrace, holds: ({ stop }) => stop?.because === 'rule' },
  { waitsFor: TaskWait.AwaitsLowerOrder, holds: ({ behavior }) => behavior.kind === 'stop' },
  { waitsFor: TaskWait.GoesLast, holds: ({ behavior }) => behavior.kind === 'stop-last' },
  { waitsFor: TaskWait.NoReplacement, holds: ofItsService(hasNoReplacement) },
  { waitsFor: TaskWait.NoRoomToMove, holds: ofItsService(hasNoRoom) },
  { waitsFor: TaskWait.GoesLast, holds: ({ role }) => role === 'daemon-service' },
  { waitsFor: TaskWait.StillServing, holds: ({ behavior }) => behavior.kind === 'ecs-moves' },
];

export const waitOf = (task: OutstandingTask, memory: Memory, now: number): TaskWait =>
  rules.find(({ holds }) => holds(task, memory, now))?.waitsFor ?? TaskWait.RunsToItsEnd;

function ofItsService(holds: (service: Service) => boolean): WaitRule['holds'] {
  return ({ task, behavior }, memory) => {
    const service = behavior.kind === 'ecs-moves' ? serviceOf(task, memory.services) : undefined;
    return service !== undefined && holds(service);
  };
}
