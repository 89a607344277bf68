import type { StandaloneSpec } from '@ecs-drain/local-aws';
import { drainIdOf } from '../../src/workflows/drain.api';
import { byKind, passesIn, runsOf, type Run } from '../support/histories';
import { hoursMs, startHours, type Hours } from '../support/hours';
import { provideTimeSkippingServer } from '../support/setup-environment';

// Some 1,700 passes.
jest.setTimeout(900_000);

const tasks = 100;
const megabytes = (bytes: number): number => bytes / 1_000_000;

/** When a run is over by itself, see src/workflows/driver/endings.ts, and a pass more. */
const longestRun = { events: 500 + 50, bytes: (512 + 64) * 1024 };

describe('the history of a drain with 100 tasks', () => {
  beforeAll(() => provideTimeSkippingServer());
  let hours: Hours;
  beforeEach(async () => {
    hours = await startHours();
  });
  afterEach(() => hours.stop());

  /** Drains an instance with these tasks. */
  async function drained(standalone: readonly StandaloneSpec[]): Promise<readonly Run[]> {
    const world = hours.createWorld({
      instances: 1,
      hooks: [{ name: 'drain', notify: hours.starterArn, heartbeatTimeoutSeconds: 3600 }],
      standalone,
    });
    const [leaving = ''] = world.instanceIds;
    await hours.terminate(leaving);
    const { outcome, tasksStopped, tookMs } = await hours.result(leaving);
    expect({ outcome, tasksStopped }).toEqual({ outcome: 'drained', tasksStopped: tasks });
    expect(tookMs).toBeGreaterThan(hoursMs(46));
    expect(hours.findings()).toEqual([]);
    return runsOf(hours.env.client, drainIdOf(leaving, hours.aws));
  }

  function expectSmall(runs: readonly Run[], mostMegabytes: number): void {
    const events = runs.flatMap((run) => run.events);
    const bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
    const passes = runs.reduce((sum, run) => sum + passesIn(run), 0);
    const figures = { runs: runs.length, passes, events: events.length, bytes, kinds: byKind(events) };
    const tooLong = runs.filter(
      (run) => run.events.length > longestRun.events || run.bytes > longestRun.bytes,
    );
    expect(tooLong.map((run) => [run.events.length, run.bytes])).toEqual([]);
    expect({ ...figures, isSmall: megabytes(bytes) <= mostMegabytes }).toEqual({ ...figures, isSmall: true });
  }

  it('is at most 3 MB where nothing happens for 47 hours', async () => {
    const runs = await drained([{ family: 'training', count: tasks, runSeconds: 47 * 3600 }]);
    expectSmall(runs, 3);
  });

  it('is at most 15 MB where they stop one by one, spread over 47 hours', async () => {
    const runs = await drained(
      Array.from({ length: tasks }, (_, index) => ({
        family: `job-${index % 10}`,
        runSeconds: ((index + 1) * 47 * 3600) / tasks,
      })),
    );
    expectSmall(runs, 15);
  });
});
