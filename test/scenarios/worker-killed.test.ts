import type { RecordEntry, ServiceName } from '@ecs-drain/local-aws';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';
import { startWorkerProcess, workerEnvironment, type WorkerProcess } from '../support/worker-process';

/** Each is struck after it took effect, and before the worker could tell Temporal. */
const operations = [
  ['ecs', 'UpdateContainerInstancesState'],
  ['ecs', 'StopTask'],
  ['autoscaling', 'CompleteLifecycleAction'],
] as const;

describe('a worker killed between the success of an AWS call and its record in history', () => {
  // Side by side, each in an account of its own: most of the time goes by until Temporal gives the dead worker up.
  const runs = operations.map(([service, operation]) => ({
    service,
    operation,
    settled: undefined as Settled,
  }));
  beforeAll(async () => {
    await Promise.all(
      runs.map(async (run) => {
        run.settled = await killAndRecover(run.service, run.operation).catch((error: unknown) => ({ error }));
      }),
    );
  });

  it.each(runs)('$operation: another takes over, and the drain ends well', ({ operation, settled }) => {
    expect(settled).toEqual({
      killedBy: 'SIGKILL',
      struck: expect.objectContaining({
        operation,
        outcome: expect.objectContaining({ effect: true }) as object,
      }) as object,
      outcome: 'drained',
      completions: 1,
      findings: [],
      successorEndedWith: 0,
    });
  });
});

type Settled = Awaited<ReturnType<typeof killAndRecover>> | { readonly error: unknown } | undefined;

async function killAndRecover(service: ServiceName, operation: string) {
  const scenario = await startScenario({ worker: false });
  try {
    const doomed = await startWorker(scenario);
    const world = scenario.createWorld({ selfStarted: { 'node-agent': {} } });
    const [leaving = ''] = world.instanceIds;
    // The effect happens; the answer never comes; the worker dies waiting for it.
    scenario.aws.faults.add({ service, operation, kind: 'timeout', afterEffect: true, times: 1 });
    const strike = scenario.aws.record.until(
      (entry) => entry.kind === 'call' && entry.operation === operation && entry.outcome.kind === 'no-answer',
      { timeoutMs: patienceMs },
    );
    await scenario.terminate(leaving);
    const struck = await strike;
    doomed.kill('SIGKILL');
    const killedBy = await doomed.ended();

    const successor = await startWorker(scenario);
    const { outcome } = await scenario.result(leaving);
    await scenario.untilTerminated(leaving);
    successor.kill('SIGTERM');
    return {
      killedBy,
      struck,
      outcome,
      completions: scenario.aws.record.entries.filter(isCompletion).length,
      findings: scenario.findings(),
      successorEndedWith: await successor.ended(),
    };
  } finally {
    await scenario.stop();
  }
}

async function startWorker(scenario: Scenario): Promise<WorkerProcess> {
  const worker = startWorkerProcess(workerEnvironment(scenario.aws, scenario.temporalAddress));
  await worker.ready();
  return worker;
}

const isCompletion = (entry: RecordEntry): boolean =>
  entry.kind === 'lifecycle-action' && entry.change.what === 'completed';
