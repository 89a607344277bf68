import { runDoctor } from '../../src/temporal/doctor/run-doctor';
import { startSweep } from '../../src/temporal/sweep/start-sweep';
import { quietRuntime } from '../support/quiet';
import { hookName, patienceMs, startScenario, type Scenario } from '../support/scenario';

describe('the doctor', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    quietRuntime();
    scenario = await startScenario({ worker: false, spec: { lifecycleHooks: [hookName] } });
  });
  afterAll(() => scenario.stop());

  it('names what is to be fixed, by Temporal and by what a worker with its own permissions sees, and touches nothing', async () => {
    const { client, aws } = scenario;
    // A hook that tells nobody, and a service that never moves; nobody has made the Schedule of the sweep.
    scenario.createWorld({
      hooks: [{ name: hookName }],
      services: [{ name: 'web', desiredCount: 1, minimumHealthyPercent: 100, maximumPercent: 100 }],
    });
    await scenario.startWorker();
    await (await startSweep(client, aws)).result(); // then it is known to poll
    const before = aws.record.entries.length;

    const findings = await runDoctor(client, aws, patienceMs);
    const problems = findings.flatMap((finding) =>
      // Drains of other scenarios, whose workers are not there, share the namespace.
      'problem' in finding && finding.problem !== 'drains-not-taken-elsewhere'
        ? [[finding.level, finding.problem, finding.about]]
        : [],
    );
    expect(problems).toEqual([
      ['fail', 'sweep-missing', undefined],
      ['warn', 'hook-without-target', `demo/${hookName}`],
      ['warn', 'service-never-moves', 'demo/web'],
    ]);
    for (const check of ['worker', 'identity', 'permissions', 'clusters', 'waiting'])
      expect(findings).toContainEqual(expect.objectContaining({ check, level: 'ok' }));
    expect(aws.record.entries.slice(before).filter(({ kind }) => kind !== 'call')).toEqual([]);
  });
});
