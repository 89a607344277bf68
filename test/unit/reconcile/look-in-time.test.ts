import { known } from '../../../src/reconcile/observation';
import { defaultSpec } from '../../../src/reconcile/spec';
import { aConfirmedMemory, aTask, plan, startedAt, withTasks } from '../../support/looks';

const second = 1000;
const logs = {
  serviceName: 'logs',
  schedulingStrategy: 'DAEMON' as const,
  minimumHealthyPercent: 0,
  maximumPercent: 100,
  hasLoadBalancer: false,
  desiredCount: 1,
  runningCount: 1,
  placementFailure: undefined,
};

describe('a look comes in time to tell a task to stop', () => {
  it("also when nothing but a DAEMON service's is left", () => {
    const now = startedAt + 900 * second;
    const memory = aConfirmedMemory({ lastHeartbeatAt: now });
    const spec = { ...defaultSpec, deadlineSeconds: 1000 };
    const quiet = plan(
      { ...withTasks(aTask({ group: 'service:logs' })), services: known([logs]) },
      memory,
      now,
      spec,
    );
    const later = plan(
      { ...withTasks(...(quiet.memory.tasks ?? [])) },
      { ...quiet.memory, quietSince: startedAt },
      now + second,
      spec,
    );
    expect(later.status).toMatchObject({ phase: 'settle', reason: 'TasksStopping' });
    expect(later.lookAgainAt).toBe(startedAt + (1000 - 30 - 15) * second);
  });
});
