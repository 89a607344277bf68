import type { CallRecord, RecordEntry } from '@ecs-drain/local-aws';
import { exposedName, metrics } from '../../../src/metrics/metrics';
import { startSweep } from '../../../src/temporal/sweep/start-sweep';
import { statusIn } from '../../../src/domain/drain/state/view';
import { statusQuery } from '../../../src/workflows/drain.api';
import { alertRules, parsePromql } from '../../support/alerts';
import { freeAddress } from '../../support/free-address';
import { startScenario, type Scenario } from '../../support/scenario';
import { ownLabels, scrape, valuesOf, type Sample } from '../../support/scrape';
import { startWorkerProcess, workerEnvironment, type WorkerProcess } from '../../support/worker-process';

jest.setTimeout(150_000);

describe('what Prometheus reads off workers', () => {
  let scenario: Scenario;
  const started: WorkerProcess[] = [];
  beforeAll(async () => {
    scenario = await startScenario({ worker: false });
  });
  afterAll(async () => {
    for (const worker of started) worker.kill('SIGKILL');
    await scenario.stop();
  });

  const startMeasured = async (accessKeyId: string) => {
    const address = await freeAddress();
    const worker = startWorkerProcess({
      ...workerEnvironment(scenario.aws, scenario.temporalAddress),
      AWS_ACCESS_KEY_ID: accessKeyId,
      ECS_DRAIN_METRICS_ADDRESS: address,
    });
    started.push(worker);
    await worker.ready();
    return { worker, address, samples: () => scrape(address) };
  };

  it('is what happened, once: not again on a replay, nor by the worker that takes over', async () => {
    const [leaving = ''] = scenario.createWorld({ standalone: [{ family: 'batch' }] }).instanceIds;
    scenario.aws.faults.add({ service: 'ecs', operation: 'DescribeTasks', kind: 'throttle', times: 1 });
    const first = await startMeasured('FIRST');
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    const early = await first.samples();
    expect(valuesOf(early, 'ecs_drain_drains_started_total')).toEqual({ '': 1 });
    expect(valuesOf(early, 'ecs_drain_drains_ended_total')).toEqual({});
    // What Prometheus has to see increase is there before it happens.
    expect(valuesOf(early, 'ecs_drain_sweeps_total')).toEqual({ 'result=completed': 0, 'result=failed': 0 });
    first.worker.kill('SIGKILL');
    await first.worker.ended();

    // Whoever comes new finds the drain that it knew nothing of.
    const second = await startMeasured('SECOND');
    const found = await until(
      second.samples,
      (all) => valuesOf(all, 'ecs_drain_drains_running')['reason=TasksRunning'] === 1,
    );
    expect(sumOf(found, 'ecs_drain_drains_running')).toBe(1);
    expect(valuesOf(found, 'ecs_drain_oldest_drain_age_seconds')['']).toBeGreaterThan(0);
    expect(valuesOf(found, 'ecs_drain_hook_seconds_left')['']).toBeGreaterThan(60);
    await scenario.endTasks('batch');
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    const late = await until(second.samples, (all) => sumOf(all, 'ecs_drain_drains_ended_total') > 0);

    expect(valuesOf(late, 'ecs_drain_drains_ended_total')).toEqual({
      'mode=live,outcome=drained,trigger=terminate-lifecycle-action': 1,
    });
    expect(valuesOf(late, 'ecs_drain_drain_phase_seconds_count')).toEqual({
      'mode=live,until=draining': 1,
      'mode=live,until=emptied': 1,
      'mode=live,until=ended': 1,
    });
    expect(valuesOf(late, 'ecs_drain_drains_started_total')).toEqual({});
    expect(valuesOf(late, 'ecs_drain_aws_calls_total')).toEqual(recordedCalls(scenario, 'SECOND'));
    expect(undeclared(late)).toEqual([]);
    expect(unknownToAlerts(late)).toEqual([]);
    second.worker.kill('SIGTERM');
    await expect(second.worker.ended()).resolves.toBe(0);

    // No other worker is left to answer: this one has to replay the drain.
    const third = await startMeasured('THIRD');
    expect(statusIn(await scenario.drain(leaving).query(statusQuery))).toMatchObject({ outcome: 'drained' });
    const replayed = await third.samples();
    for (const { name } of [
      metrics.drainsStarted,
      metrics.drainsEnded,
      metrics.observations,
      metrics.drainPhase,
    ])
      expect(replayed.filter((sample) => sample.name.startsWith(name))).toEqual([]);
    third.worker.kill('SIGTERM');
    await expect(third.worker.ended()).resolves.toBe(0);
  });

  it('tells throttled, denied and unanswered calls apart, each attempt counted', async () => {
    const { faults } = scenario.aws;
    const [leaving = ''] = scenario.createWorld({
      cluster: 'other',
      standalone: [{ family: 'job' }],
    }).instanceIds;
    const worker = await startMeasured('FOURTH');
    faults.add({ service: 'ecs', operation: 'DescribeTasks', kind: 'throttle', times: 1 });
    faults.add({ service: 'ecs', operation: 'ListTasks', kind: 'reset', times: 1 });
    const denied = { kind: 'error', code: 'AccessDeniedException', status: 400, times: 1 } as const;
    faults.add({ service: 'ecs', operation: 'UpdateContainerInstancesState', ...denied });
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ tasks }) => tasks?.length === 1);
    await scenario.endTasks('job');
    await scenario.result(leaving);
    const samples = await until(worker.samples, (all) => sumOf(all, 'ecs_drain_drains_ended_total') > 0);

    const calls = valuesOf(samples, 'ecs_drain_aws_calls_total');
    expect(calls).toEqual(recordedCalls(scenario, 'FOURTH'));
    expect(Object.keys(calls).map((labels) => /outcome=(\w+)/.exec(labels)?.[1])).toEqual(
      expect.arrayContaining(['throttled', 'denied', 'unanswered', 'ok']),
    );
    await (await startSweep(scenario.client, scenario.aws)).result();
    const swept = await until(worker.samples, (all) => sumOf(all, 'ecs_drain_sweeps_total') > 0);
    const completed = swept.filter(
      ({ name, labels }) => name === 'ecs_drain_sweeps_total' && labels['result'] === 'completed',
    );
    expect(completed.map(({ value }) => value)).toEqual([1]); // one series with that of the start
    const waits = valuesOf(samples, 'ecs_drain_request_budget_wait_seconds_count');
    expect(waits['bucket=reads']).toBeGreaterThan(0);
  });
});

/** Calls by operation and outcome, as the local AWS's record has them, in the metric's words. */
function recordedCalls({ aws }: Scenario, caller: string): Record<string, number> {
  const calls: Record<string, number> = {};
  for (const entry of aws.record.entries) {
    if (!isCallOf(entry, caller)) continue;
    const labels = `operation=${entry.operation},outcome=${outcomeOf(entry)},service=${entry.service}`;
    calls[labels] = (calls[labels] ?? 0) + 1;
  }
  return calls;
}

const isCallOf = (entry: RecordEntry, caller: string): entry is CallRecord & RecordEntry =>
  entry.kind === 'call' && entry.caller === caller;

function outcomeOf({ outcome }: CallRecord): string {
  if (outcome.kind === 'ok') return 'ok';
  if (outcome.kind === 'no-answer') return 'unanswered';
  if (outcome.code.startsWith('Throttling')) return 'throttled';
  return outcome.code.startsWith('AccessDenied') ? 'denied' : 'failed';
}

/** Metrics of ours that the table does not have, or that have other labels than it says. */
const undeclared = (samples: readonly Sample[]): readonly string[] =>
  samples
    .filter(({ name }) => name.startsWith('ecs_drain_'))
    .filter(({ name, labels }) => {
      const base = name.replace(/_(bucket|sum|count)$/, '');
      const spec = Object.values(metrics).find((one) => exposedName(one) === base);
      const keys = ownLabels(labels).map((label) => label.split('=')[0] ?? '');
      return (
        spec === undefined || String(keys.filter((key) => key !== 'le')) !== String([...spec.labels].sort())
      );
    })
    .map(({ name, labels }) => `${name} ${ownLabels(labels).join(',')}`);

/** Of the SDK: shown once it has happened, which it does not here. */
const rare = ['temporal_workflow_task_execution_failed_total'];

/** The SDK's metrics that alerts name, with each label, and that this worker does not have. */
const unknownToAlerts = (samples: readonly Sample[]): readonly string[] =>
  alertRules()
    .flatMap(({ expr }) => {
      const { selectors, groupings } = parsePromql(expr);
      return selectors.map(({ metric, labels }) => ({ metric, labels: [...labels, ...groupings] }));
    })
    .filter(({ metric }) => metric.startsWith('temporal_') && !rare.includes(metric))
    .filter(
      ({ metric, labels }) =>
        !samples.some((sample) => sample.name === metric && labels.every((label) => label in sample.labels)),
    )
    .map(({ metric }) => metric);

const sumOf = (samples: readonly Sample[], name: string): number =>
  Object.values(valuesOf(samples, name)).reduce((sum, value) => sum + value, 0);

/** What happens in the worker's process leaves nothing to wait on but its metrics. */
async function until(
  read: () => Promise<readonly Sample[]>,
  holds: (samples: readonly Sample[]) => boolean,
): Promise<readonly Sample[]> {
  for (;;) {
    const samples = await read();
    if (holds(samples)) return samples;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
