import { startDrain } from '../../../src/temporal/start-drain';
import { startCli, unhurriedMs } from '../../support/cli-process';
import { startScenario, type Scenario } from '../../support/scenario';

jest.setTimeout(unhurriedMs);

describe('a command that names one instance', () => {
  const instance = 'i-0f1d0d0a1e0a0e0f0';
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ worker: false });
  });
  afterAll(() => scenario.stop());

  const describeDrain = (args: readonly string[], env = {}) =>
    startCli(['describe', instance, '--json', ...args], {
      env: { TEMPORAL_ADDRESS: scenario.temporalAddress, ...env },
    }).ended;
  const start = (region: string) =>
    startDrain(
      scenario.client,
      {
        kind: 'operator-request',
        ec2InstanceId: instance,
        by: 'ann',
        reason: 'a new kernel',
        afterwards: 'stay-draining',
      },
      { accountId: scenario.aws.accountId, region },
    );

  it('finds the drain; where there are several it names them, and takes account and Region', async () => {
    const { accountId } = scenario.aws;
    const here = await start('eu-central-1');
    const found = await describeDrain([]);
    expect(JSON.parse(found.stdout)).toMatchObject({ workflowId: here.workflowId, region: 'eu-central-1' });
    const elsewhere = await describeDrain([], {
      ECS_DRAIN_ACCOUNT_ID: accountId,
      AWS_REGION: 'us-east-1',
    });
    expect(elsewhere).toMatchObject({ exitCode: 4, stdout: '' });
    expect(elsewhere.stderr).toBe(
      `no drain of ${instance} in account ${accountId}, Region us-east-1; there is one in account ${accountId}, Region eu-central-1, which runs: give --account and --region\n`,
    );

    const there = await start('us-east-1');
    const unclear = await describeDrain([]);
    expect(unclear).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unclear.stderr).toContain(`account ${accountId}, Region eu-central-1, which runs`);
    expect(unclear.stderr).toContain(`account ${accountId}, Region us-east-1, which runs`);
    expect(unclear.stderr).toContain('Give --account and --region.');
    const named = await describeDrain(['--account', accountId, '--region', 'us-east-1']);
    expect(JSON.parse(named.stdout)).toMatchObject({ workflowId: there.workflowId });
    const byRegion = await describeDrain([], { AWS_REGION: 'eu-central-1' });
    expect(JSON.parse(byRegion.stdout)).toMatchObject({ workflowId: here.workflowId });

    for (const { workflowId } of [here, there])
      await scenario.client.workflow.getHandle(workflowId).terminate();
  });
});
