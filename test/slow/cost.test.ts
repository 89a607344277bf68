import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorldSpec } from '@ecs-drain/local-aws';
import { startSweep } from '../../src/temporal/sweep/start-sweep';
import { drainIdOf } from '../../src/workflows/drain.api';
import { costOf, type Cost } from '../support/cost';
import { startHours, type Hours } from '../support/hours';
import { provideTimeSkippingServer } from '../support/setup-environment';

/** What docs/cost.md has a row for: the worlds that its text describes. */
const drains: Readonly<Record<string, Partial<WorldSpec>>> = {
  'an idle instance': { instances: 2 },
  'a web service': {
    instances: 3,
    services: [
      { name: 'web', desiredCount: 6, deregistrationDelaySeconds: 60, stopSeconds: 10 },
      { name: 'log-router', stopSeconds: 2 },
    ],
    selfStarted: { 'node-agent': { stopSeconds: 2 } },
  },
  'a job of an hour': { instances: 2, standalone: [{ family: 'job', runSeconds: 3600 }] },
  'a job of a day': { instances: 2, standalone: [{ family: 'job', runSeconds: 24 * 3600 }] },
};

const page = readFileSync(join(__dirname, '../../docs/cost.md'), 'utf8');

/** The figures of a row of the page's first table. */
function documented(name: string): Cost {
  const row = page.split('\n').find((line) => line.startsWith(`| ${name} `));
  const [temporalActions = NaN, historyEvents = NaN, lambdaCalls = NaN, awsCalls = NaN] = (row ?? '')
    .split('|')
    .slice(3)
    .map((cell) => Number(cell.trim()));
  return { temporalActions, historyEvents, lambdaCalls, awsCalls };
}

describe('docs/cost.md', () => {
  beforeAll(() => provideTimeSkippingServer());
  // An account for each: a cluster that comes while hours are skipped is not on the list that is kept for a second.
  let hours: Hours;
  beforeEach(async () => {
    hours = await startHours();
  });
  afterEach(() => hours.stop());

  const expectNear = (cost: Cost, name: string): void => {
    const said = documented(name);
    const figures = ['temporalActions', 'historyEvents', 'lambdaCalls', 'awsCalls'] as const;
    const off = figures.filter(
      (figure) => !(Math.abs(cost[figure] - said[figure]) <= Math.max(2, said[figure] / 5)),
    );
    expect({ off, cost }).toEqual({ off: [], cost });
  };

  it.each(Object.entries(drains))('says what a drain of %s costs, within a fifth', async (name, spec) => {
    const world = hours.createWorld(spec);
    const [leaving = ''] = world.instanceIds;
    const before = hours.aws.record.entries.length;
    await hours.terminate(leaving);
    await expect(hours.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expectNear(await costOf(hours, drainIdOf(leaving, hours.aws), before), name);
  });

  it('says what a sweep costs that finds nothing', async () => {
    hours.createWorld({ instances: 2 });
    const before = hours.aws.record.entries.length;
    const sweep = await startSweep(hours.env.client, hours.aws);
    await sweep.result();
    expectNear(await costOf(hours, sweep.workflowId, before), 'a sweep');
  });
});
