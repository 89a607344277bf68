import { startScenario, type Scenario } from '../support/scenario';
import {
  playedByProcess,
  tasksAsProcesses,
  type TaskProcess,
  type TaskProcesses,
} from '../support/tasks-as-processes';
import { workerEnvironment } from '../support/worker-process';

const family = 'ecs-drain-worker';

describe('a worker on the cluster that it drains', () => {
  let scenario: Scenario;
  let workers: TaskProcesses;
  beforeEach(async () => {
    scenario = await startScenario({ worker: false });
    workers = tasksAsProcesses(
      scenario.aws,
      family,
      workerEnvironment(scenario.aws, scenario.temporalAddress),
    );
  });
  afterEach(async () => {
    await workers.stop();
    await scenario.stop();
  });

  const startWorkers = async (desiredCount: number): Promise<TaskProcess> => {
    scenario.createWorld({
      instances: 3,
      services: [
        { name: family, desiredCount, ...playedByProcess },
        { name: 'web', desiredCount: 3, stopSeconds: 2 },
      ],
      selfStarted: { 'node-agent': { stopSeconds: 1 } },
    });
    await Promise.all(workers.all.map(({ worker }) => worker.ready()));
    const [first] = workers.all;
    if (first === undefined) throw new Error('no worker was placed');
    return first;
  };

  /** Drains the host of a worker, and says which processes worked on that, in the order in which they began to. */
  const drainHostOf = async ({ ec2InstanceId, worker }: TaskProcess): Promise<number[]> => {
    await scenario.terminate(ec2InstanceId);
    await scenario.untilTerminated(ec2InstanceId);
    await expect(scenario.result(ec2InstanceId)).resolves.toMatchObject({ outcome: 'drained' });
    // It ended of its own accord, when ECS moved its task off: nothing had to kill it.
    await expect(worker.ended()).resolves.toBe(0);
    expect(scenario.findings()).toEqual([]);
    return pidsOf(scenario, ec2InstanceId);
  };

  it('one of two: the drain of its host is completed by the other or its replacement, and nothing is cut short', async () => {
    const first = await startWorkers(2);
    expect(new Set(workers.all.map(({ ec2InstanceId }) => ec2InstanceId)).size).toBe(2);

    const pids = await drainHostOf(first);
    expect(pids.at(-1)).not.toBe(first.worker.pid);
    expect(workers.all).toHaveLength(3);
  });

  it('the only one: it begins the drain of its own host, and its replacement elsewhere completes that', async () => {
    const first = await startWorkers(1);

    const pids = await drainHostOf(first);
    const [, replacement] = workers.all;
    expect(pids).toEqual([first.worker.pid, replacement?.worker.pid]);
    expect(replacement?.ec2InstanceId).not.toBe(first.ec2InstanceId);
  });
});

/** Process ids of the workers in the drain's history, each once, in the order of their last appearance. */
async function pidsOf(scenario: Scenario, ec2InstanceId: string): Promise<number[]> {
  const { events } = await scenario.drain(ec2InstanceId).fetchHistory();
  const pids = (events ?? []).flatMap((event) => {
    const identity =
      event.workflowTaskCompletedEventAttributes?.identity ??
      event.activityTaskStartedEventAttributes?.identity;
    return identity ? [Number.parseInt(identity, 10)] : [];
  });
  return [...new Set(pids.reverse())].reverse();
}
