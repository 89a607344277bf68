import type { ServiceName } from '@ecs-drain/local-aws';
import { callsOf, patienceMs, startScenario, type Scenario } from '../support/scenario';
import { startWorkerProcess, workerEnvironment, type WorkerProcess } from '../support/worker-process';

/** The access key of the worker that is frozen, by which its calls are known. */
const frozenKey = 'FROZEN';

const acting = ['UpdateContainerInstancesState', 'StopTask', 'CompleteLifecycleAction'];

/** What happens to the drain while its worker is frozen, inside a call that AWS does not answer. */
const runs = [
  { service: 'ecs', operation: 'StopTask', meanwhile: 'its drain is terminated' },
  { service: 'autoscaling', operation: 'CompleteLifecycleAction', meanwhile: 'its drain is terminated' },
  { service: 'autoscaling', operation: 'CompleteLifecycleAction', meanwhile: 'another finishes the drain' },
] as const;

describe('a worker that thaws inside a call whose attempt is over', () => {
  // Side by side, each in an account of its own: most of the time goes by until Temporal gives the frozen worker up.
  const settled: unknown[] = [];
  beforeAll(async () => {
    const ends = runs.map((run) => freezeAndThaw(run).catch((error: unknown) => ({ error })));
    settled.push(...(await Promise.all(ends)));
  }, 3 * patienceMs);

  it.each(runs.map((run, index) => ({ ...run, index })))(
    'sends nothing more: $operation, $meanwhile',
    ({ operation, index }) => {
      expect(settled[index]).toEqual({ before: operation, after: [], endedWith: 0 });
    },
  );
});

async function freezeAndThaw({ service, operation, meanwhile }: (typeof runs)[number]) {
  const scenario = await startScenario({ worker: false });
  const doomed = await startWorker(scenario, frozenKey);
  try {
    const world = scenario.createWorld({ selfStarted: { 'node-agent': {} } });
    const [leaving = ''] = world.instanceIds;
    const struck = strikeOf(scenario, service, operation);
    await scenario.terminate(leaving);
    await struck;
    doomed.kill('SIGSTOP');

    if (meanwhile === 'its drain is terminated') await scenario.drain(leaving).terminate('by an operator');
    else {
      const successor = await startWorker(scenario);
      await scenario.result(leaving);
      successor.kill('SIGTERM');
      await successor.ended();
    }

    const calls = () => callsOf(scenario.aws, frozenKey, acting).map(({ operation }) => operation);
    const before = calls();
    doomed.kill('SIGCONT');
    // It stops once its activities have ended, with whatever the SDK would send again.
    doomed.kill('SIGTERM');
    const endedWith = await doomed.ended();
    return { before: before.at(-1), after: calls().slice(before.length), endedWith };
  } finally {
    doomed.kill('SIGKILL');
    await scenario.stop();
  }
}

function strikeOf({ aws }: Scenario, service: ServiceName, operation: string) {
  aws.faults.add({ service, operation, kind: 'timeout', times: 1, caller: frozenKey });
  return aws.record.until(
    (entry) => entry.kind === 'call' && entry.operation === operation && entry.outcome.kind === 'no-answer',
    { timeoutMs: patienceMs },
  );
}

async function startWorker(scenario: Scenario, accessKeyId?: string): Promise<WorkerProcess> {
  const worker = startWorkerProcess({
    ...workerEnvironment(scenario.aws, scenario.temporalAddress),
    ...(accessKeyId !== undefined && { AWS_ACCESS_KEY_ID: accessKeyId }),
  });
  await worker.ready();
  return worker;
}
