import { z } from 'zod';
import { checkNames } from '../../../src/domain/doctor/checks';
import { jsonOf, startCli, unhurriedMs } from '../../support/cli-process';
import { openClinic, type Clinic } from './support/clinic';

jest.setTimeout(unhurriedMs);

describe('ecs-drain doctor on a healthy set-up', () => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic({
      worker: ({ aws }) => ({ deadLetterQueues: [aws.sqs.urlOf(aws.sqs.createQueue('dead'))] }),
      world: {
        services: [{ name: 'web', desiredCount: 1, deregistrationDelaySeconds: 10 }, { name: 'logs' }],
        standalone: [{ family: 'batch' }],
      },
    });
  });
  afterAll(() => clinic.stop());

  it('finds nothing to fix, has checked all there is, and has touched nothing', async () => {
    const { aws } = clinic.scenario;
    const before = aws.record.entries.length;
    const findings = await clinic.diagnose();
    expect(findings.map(({ level, check }) => `${check} ${level}`)).toEqual(
      checkNames.map((check) => `${check} ok`),
    );
    const happened = aws.record.entries.slice(before).filter(({ kind }) => kind !== 'call');
    expect(happened).toEqual([]);
  });

  it('prints one JSON object', async () => {
    const { accountId, region } = clinic.scenario.aws;
    const ended = await startCli(['doctor', '--account', accountId, '--region', region, '--json'], {
      env: { TEMPORAL_ADDRESS: clinic.scenario.temporalAddress },
    }).ended;
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    const { findings, ...rest } = jsonOf(ended, report);
    expect(rest).toMatchObject({ accountId, region, healthy: true, counts: { fail: 0, warn: 0 } });
    expect(findings.map(({ check }) => check)).toEqual(checkNames);
  });
});

const report = z.object({
  accountId: z.string(),
  region: z.string(),
  healthy: z.boolean(),
  counts: z.record(z.string(), z.number()),
  findings: z.array(z.object({ level: z.string(), check: z.string(), says: z.string() })),
});
