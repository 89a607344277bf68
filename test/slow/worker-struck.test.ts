import { setTimeout as sleep } from 'node:timers/promises';
import type { CallRecord, RecordEntry, ServiceName } from '@ecs-drain/local-aws';
import { drainAccessKeyId } from '../../dev/local-stack';
import { quietRuntime } from '../support/quiet';
import { startScenario, type Scenario } from '../support/scenario';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';
import { createPermits } from '../support/permits';
import { startWorkerProcess, workerEnvironment, type WorkerProcess } from '../support/worker-process';

/** Each call of a drain's passes. */
const calls = [
  { service: 'autoscaling', operation: 'DescribeAutoScalingInstances' },
  { service: 'autoscaling', operation: 'DescribeLifecycleHooks' },
  { service: 'autoscaling', operation: 'RecordLifecycleActionHeartbeat', changes: true },
  { service: 'ecs', operation: 'ListContainerInstances' },
  { service: 'ecs', operation: 'DescribeContainerInstances' },
  { service: 'ecs', operation: 'UpdateContainerInstancesState', changes: true },
  { service: 'ecs', operation: 'ListTasks' },
  { service: 'ecs', operation: 'DescribeTasks' },
  { service: 'ecs', operation: 'StopTask', changes: true },
  { service: 'autoscaling', operation: 'CompleteLifecycleAction', changes: true },
] as const satisfies readonly {
  readonly service: ServiceName;
  readonly operation: string;
  readonly changes?: true;
}[];

/** What only reads has no effect to come before. */
const points = ['before its effect', 'before its answer', 'before Temporal has its record'] as const;
const pointsOf = (call: (typeof calls)[number]) => ('changes' in call ? points : points.slice(1));

/** What happens to the worker. A frozen one thaws after {@link frozenMs}, beside the one that took over. */
const signals = ['SIGSTOP', 'SIGKILL'] as const;
const frozenMs = 30_000;

const table = signals.flatMap((signal) =>
  calls.flatMap((call) => pointsOf(call).map((point) => ({ signal, ...call, point }))),
);
type Case = (typeof table)[number];

/** Workers that start up at the same time: the others wait for Temporal to give a struck one up, or for their thaw. */
const startingAtOnce = 4;
const patienceMs = 120_000;

describe('a worker that is struck at any call of a drain, another one taking over', () => {
  const permits = createPermits(startingAtOnce);
  const settled = new Map<Case, unknown>();
  // Side by side, each in an account of its own.
  beforeAll(async () => {
    quietRuntime();
    await Promise.all(
      table.map(async (one) => {
        settled.set(one, await strikeAndRecover(one, permits).catch((error: unknown) => ({ error })));
      }),
    );
  }, 6 * patienceMs);

  it.each(table)('$signal at $operation, $point: one effect, and the drain ends well', (one) => {
    expect(settled.get(one)).toEqual({
      outcome: 'drained',
      completedHooks: ['demo/drain'],
      completions: 1,
      timesSetDraining: 1,
      tasksStopped: 1,
      findings: [],
    });
  });
});

async function strikeAndRecover(one: Case, permits: ReturnType<typeof createPermits>) {
  const isStruck = await permits.take();
  const scenario = await startScenario({ worker: false });
  const proxy = await startTcpProxy(scenario.temporalAddress);
  const doomed = startWorkerProcess({
    ...workerEnvironment(scenario.aws, proxy.address),
    ECS_DRAIN_ABSENCE_GRACE_SECONDS: '2',
  });
  try {
    await doomed.ready();
    const world = scenario.createWorld({ selfStarted: { 'node-agent': {} } });
    const [leaving = ''] = world.instanceIds;
    const struck = strike(scenario, proxy, one);
    await scenario.terminate(leaving);
    const thaw = await struck;
    doomed.kill(one.signal);
    isStruck();
    await scenario.startWorker();
    const [{ outcome, completedHooks, tasksStopped }] = await Promise.all([
      scenario.result(leaving),
      scenario.aws.record.until((entry) => isTerminated(entry, leaving), { timeoutMs: patienceMs }),
      one.signal === 'SIGSTOP' && thawAndEnd(doomed, thaw),
    ]);
    const { entries } = scenario.aws.record;
    return {
      outcome,
      completedHooks,
      tasksStopped,
      completions: entries.filter(isCompletion).length,
      timesSetDraining: entries.filter(isSetDraining).length,
      findings: scenario.findings(),
    };
  } finally {
    isStruck();
    doomed.kill('SIGKILL');
    await doomed.ended();
    await proxy.close();
    await scenario.stop();
  }
}

/** @returns what lets go on what was kept from Temporal, once the worker is at that point of its first such call */
async function strike({ aws }: Scenario, proxy: TcpProxy, { service, operation, point }: Case) {
  const isIt = (entry: RecordEntry): entry is RecordEntry & CallRecord =>
    entry.kind === 'call' && entry.operation === operation && entry.caller === drainAccessKeyId;
  if (point !== 'before Temporal has its record') {
    const afterEffect = point === 'before its answer';
    aws.faults.add({ service, operation, kind: 'timeout', afterEffect, times: 1 });
    await aws.record.until(isIt, { timeoutMs: patienceMs });
    return () => undefined;
  }
  return new Promise<() => void>((resolve) => {
    const stop = aws.record.onEntry((entry) => {
      if (!isIt(entry)) return;
      stop();
      const held = proxy.holdBack(); // before the answer leaves
      setImmediate(() => void held.message().then(() => resolve(held.release)));
    });
  });
}

async function thawAndEnd(frozen: WorkerProcess, thaw: () => void): Promise<void> {
  await sleep(frozenMs);
  frozen.kill('SIGCONT');
  thaw();
  frozen.kill('SIGTERM');
  await frozen.ended();
}

const isTerminated = (entry: RecordEntry, ec2InstanceId: string): boolean =>
  entry.kind === 'instance' && entry.instanceId === ec2InstanceId && entry.lifecycleState === 'Terminated';

const isCompletion = (entry: RecordEntry): boolean =>
  entry.kind === 'lifecycle-action' && entry.change.what === 'completed';

const isSetDraining = (entry: RecordEntry): boolean =>
  entry.kind === 'container-instance' && entry.status === 'DRAINING';
