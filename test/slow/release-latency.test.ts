import { sendToStarter, stoppedTasks } from '../support/event-rules';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';

/** Tasks of each instance end by themselves, so long after it waits in its hook: never at the time of an observation. */
const endsAfterSeconds = [7.3, 9.1, 11.7, 13.9, 16.3];

describe('from the last task that stops to the completed action', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    // What production has, and not what makes tests quick.
    scenario = await startScenario({ spec: { resyncSeconds: 10 } });
  });
  afterAll(() => scenario.stop());

  it(
    'a wake-up beats a timer, and three tasks that stop cost one observation',
    async () => {
      const { aws } = scenario;
      const worldOf = (cluster: string, runSeconds: number, index: number) =>
        scenario.createWorld({
          cluster,
          group: `${cluster}-${index}`,
          standalone: [{ family: `${cluster}-${index}`, runSeconds, count: 3 }],
        });
      const [woken, alone] = ['woken', 'timers-alone'].map((cluster) =>
        endsAfterSeconds.map((seconds, index) => worldOf(cluster, seconds, index)),
      );
      if (woken === undefined || alone === undefined) throw new Error('two clusters');
      const clusterArn = aws.ecs.state.clusters.get('woken')?.arn ?? '';
      await sendToStarter(scenario, [stoppedTasks(clusterArn)]);

      const idsOf = (worlds: typeof woken) => worlds.map(({ instanceIds: [id = ''] }) => id);
      const all = [...idsOf(woken), ...idsOf(alone)];
      await Promise.all(all.map((id) => scenario.terminate(id)));
      await Promise.all(all.map((id) => scenario.untilTerminated(id)));

      const figures = {
        wokenSeconds: idsOf(woken).map(releaseSeconds).sort(byNumber),
        timersAloneSeconds: idsOf(alone).map(releaseSeconds).sort(byNumber),
        wokenObservations: await observationsOf(idsOf(woken)),
        timersAloneObservations: await observationsOf(idsOf(alone)),
      };
      process.stdout.write(`${JSON.stringify(figures)}\n`);
      expect(median(figures.wokenSeconds)).toBeLessThan(median(figures.timersAloneSeconds) / 2);
      expect(Math.max(...figures.wokenSeconds)).toBeLessThan(5);
      // The observation that a hint leads to stands for the one that a timer would have led to.
      expect(figures.wokenObservations).toBeLessThanOrEqual(
        figures.timersAloneObservations + endsAfterSeconds.length,
      );
      expect(scenario.findings()).toEqual([]);
    },
    2 * patienceMs,
  );

  async function observationsOf(ec2InstanceIds: readonly string[]): Promise<number> {
    const histories = await Promise.all(ec2InstanceIds.map((id) => scenario.drain(id).fetchHistory()));
    const isObservation = (name: string | null | undefined) => name === 'observe';
    return histories
      .flatMap(({ events }) => events ?? [])
      .filter((event) => isObservation(event.activityTaskScheduledEventAttributes?.activityType?.name))
      .length;
  }

  function releaseSeconds(ec2InstanceId: string): number {
    const { entries } = scenario.aws.record;
    const last = entries.findLast(
      (entry) =>
        entry.kind === 'task' && entry.ec2InstanceId === ec2InstanceId && entry.lastStatus === 'STOPPED',
    );
    const completed = entries.find(
      (entry) =>
        entry.kind === 'lifecycle-action' &&
        entry.instanceId === ec2InstanceId &&
        entry.change.what === 'completed',
    );
    if (!last || !completed) throw new Error(`${ec2InstanceId} was not drained`);
    return (completed.at - last.at) / 1000;
  }
});

const byNumber = (a: number, b: number): number => a - b;
const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? NaN;
