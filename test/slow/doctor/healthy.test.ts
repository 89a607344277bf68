import { z } from 'zod';
import { diagnose } from '../../../src/doctor/diagnose';
import { scheduleSweep } from '../../../src/setup/sweep-schedule';
import { sweepIdOf } from '../../../src/workflows/sweep.api';
import { jsonOf, startCli, unhurriedMs } from '../../support/cli-process';
import { hookName, patienceMs, startScenario, type Scenario } from '../../support/scenario';

jest.setTimeout(unhurriedMs);

describe('ecs-drain doctor on a healthy set-up', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ spec: { lifecycleHooks: [hookName] } });
    scenario.createWorld();
    await scheduleSweep(scenario.client, scenario.aws, 300_000);
  });
  afterAll(async () => {
    await scenario.client.schedule.getHandle(sweepIdOf(scenario.aws)).delete();
    await scenario.stop();
  });

  it('finds nothing to mend', async () => {
    const findings = await diagnose(scenario.client, scenario.aws, patienceMs);
    expect(findings.filter(({ level }) => level === 'fail' || level === 'warn')).toEqual([]);
  });

  it('prints one JSON object', async () => {
    const { accountId, region } = scenario.aws;
    const ended = await startCli(['doctor', '--account', accountId, '--region', region, '--json'], {
      env: { TEMPORAL_ADDRESS: scenario.temporalAddress },
    }).ended;
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    const { findings, ...rest } = jsonOf(ended, report);
    expect(rest).toMatchObject({ accountId, region, healthy: true, counts: { fail: 0 } });
    expect(new Set(findings.map(({ check }) => check))).toEqual(
      new Set(['temporal', 'search-attributes', 'sweep', 'pause', 'worker', 'mode', 'waiting']),
    );
  });
});

const report = z.object({
  accountId: z.string(),
  region: z.string(),
  healthy: z.boolean(),
  counts: z.record(z.string(), z.number()),
  findings: z.array(z.object({ level: z.string(), check: z.string(), says: z.string() })),
});
