import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { sendToStarter, stoppedTasks } from '../support/event-rules';
import { startOtherBuilds, type OtherBuilds } from '../support/other-builds';
import { mutantDecisions, otherDecisions, type OtherDecision } from '../support/other-decisions';
import { workflowBundle } from '../support/provided';
import { quietRuntime } from '../support/quiet';
import { hookName, patienceMs, startScenario, type Scenario } from '../support/scenario';

const today: OtherDecision = { edits: [] };
const { 'stops tasks by an activity that it alone has': stopsByAnother, ...others } = otherDecisions;
const batches = ['batch-1', 'batch-2', 'batch-3', 'batch-4', 'batch-5', 'batch-6'];

describe('a drain whose worker is replaced at every decision by one that decides otherwise', () => {
  let scenario: Scenario;
  let builds: OtherBuilds;
  beforeAll(async () => {
    quietRuntime();
    builds = await startOtherBuilds();
    scenario = await startScenario({
      worker: false,
      spec: {
        taskRules: ['first', 'second'].map((family, order) => ({
          name: family,
          match: { family },
          behavior: { kind: 'stop', afterSeconds: 6, order },
        })),
      },
    });
  });
  afterAll(async () => {
    await scenario.stop();
    await builds.remove();
  });

  it(
    'is drained, cuts nothing short, and replays',
    async () => {
      const { aws } = scenario;
      const { instanceIds } = scenario.createWorld({
        instances: 2,
        services: [{ name: 'web', desiredCount: 2, stopSeconds: 1 }, { name: 'log-router' }],
        standalone: [...batches, 'first', 'second'].map((family) => ({ family, count: 2, stopSeconds: 1 })),
        selfStarted: { 'node-agent': {}, monitor: {} },
        hooks: [{ name: hookName, notify: scenario.starterArn, heartbeatTimeoutSeconds: 60 }],
      });
      await sendToStarter(scenario, [stoppedTasks(aws.ecs.state.clusters.get('demo')?.arn ?? '')]);
      const [leaving = ''] = instanceIds;
      await scenario.terminate(leaving);

      const decisions = [today, ...Object.values(others), ...mutantDecisions()];
      for (const [index, decision] of decisions.entries()) {
        await decideOnce(leaving, decision);
        const batch = index % 3 === 2 ? batches[(index - 2) / 3] : undefined;
        if (batch !== undefined) await scenario.endTasks(batch);
      }
      for (const batch of batches) await scenario.endTasks(batch);
      // Until it is over, those that may be at fault no more.
      const again = [
        stopsByAnother,
        today,
        ...decisions.slice(1).filter((one) => one !== otherDecisions['fails always']),
      ];
      for (let pass = 0; await isRunning(leaving); pass += 1)
        await decideOnce(leaving, again[pass % again.length] ?? today);

      await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'drained' });
      await scenario.untilTerminated(leaving);
      expect(scenario.findings()).toEqual([]);
      expect(scenario.ourCalls('UpdateContainerInstancesState')).toHaveLength(1);
      const history = await historyOf(leaving);
      const failed = history.events?.filter((event) => event.workflowTaskFailedEventAttributes);
      expect(failed).toEqual([]);
      const text = textOf(history);
      const traces = Object.values<OtherDecision>(otherDecisions).flatMap(({ trace }) => trace ?? []);
      expect(traces.filter((trace) => !text.includes(trace))).toEqual([]);
      const replay = Worker.runReplayHistory({ workflowBundle: workflowBundle() }, history);
      await expect(replay).resolves.toBeUndefined();
    },
    6 * patienceMs,
  );

  /** Has a worker with this decision alone, until it has decided what is its own, or thrice, or the drain is over. */
  async function decideOnce(ec2InstanceId: string, { edits, trace }: OtherDecision): Promise<void> {
    const createWorker = await builds.workerWith(edits);
    const before = decisionsIn(await historyOf(ec2InstanceId));
    const hasDecided = async () => {
      const history = await historyOf(ec2InstanceId);
      const decisions = decisionsIn(history) - before;
      return decisions >= (trace === undefined || textOf(history).includes(trace) ? 1 : 3);
    };
    const worker = await scenario.startWorker({ createWorker });
    const giveUpAt = Date.now() + patienceMs;
    while ((await isRunning(ec2InstanceId)) && !(await hasDecided())) {
      if (Date.now() > giveUpAt) throw new Error(`no decision in ${patienceMs} ms: ${JSON.stringify(edits)}`);
      await nextCall();
    }
    await worker.stop();
  }

  /** An observation leaves calls; a decision that fails leaves none. */
  const nextCall = () =>
    scenario.aws.record
      .until(() => true, { afterSeq: scenario.aws.record.entries.length, timeoutMs: 1_000 })
      .catch(() => undefined);

  const isRunning = async (ec2InstanceId: string) => {
    const { status } = await scenario.drain(ec2InstanceId).describe();
    return status.name === 'RUNNING';
  };

  const historyOf = (ec2InstanceId: string) => scenario.drain(ec2InstanceId).fetchHistory();
});

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** How many decisions are on record, those that failed included. */
const decisionsIn = ({ events }: History): number =>
  (events ?? []).filter((event) => event.markerRecordedEventAttributes).length;

/** All that a history holds, payloads decoded. */
function textOf(history: History): string {
  const decoded = (key: string, value: unknown): unknown =>
    key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value;
  return JSON.stringify(history, decoded).replaceAll('\\', '');
}
