import { drainSearchAttributes } from '../../dev/temporal/drain-search-attributes';
import { startTemporalServer, type TemporalServer } from '../../dev/temporal/temporal-server';
import { requestPermit, returnPermit, pauseAll, readLimits, resumeAll } from '../../src/temporal/limits';
import type { PermitRequest } from '../../src/domain/limits/limits';
import { limitsIn } from '../../src/domain/limits/limits-state';
import { limitsIdOf, limitsQuery } from '../../src/workflows/limits.api';
import { quietRuntime } from '../support/quiet';
import { startScenario, type Scenario } from '../support/scenario';

const request = (n: number, budget: number): PermitRequest => ({
  ec2InstanceId: `i-${String(n).padStart(17, '0')}`,
  clusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/demo',
  budget,
  deadlineAt: undefined,
  requestedAt: Date.UTC(2026, 0) + n,
});
const attribution = { by: 'ana', reason: 'an incident' };

describe('the limits', () => {
  let server: TemporalServer;
  let scenario: Scenario;
  beforeAll(async () => {
    quietRuntime();
    server = await startTemporalServer({
      searchAttributes: drainSearchAttributes,
      dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': '40' },
    });
    scenario = await startScenario({ temporalAddress: server.address, worker: false });
  });
  afterAll(async () => {
    await scenario.stop();
    await server.stop();
  });

  it('take any number of requests at once, outlive their history and a cancel, and end when nothing is limited', async () => {
    const { client, aws } = scenario;
    const limits = client.workflow.getHandle(limitsIdOf(aws));
    const requests = Array.from({ length: 800 }, (_, n) => request(n, 300));
    // While no worker runs they pile up, and one task has them all.
    await Promise.all(requests.map((one) => requestPermit(client, aws, one)));
    const { runId } = await limits.describe();
    await scenario.startWorker();
    await pauseAll(client, aws, attribution);
    const before = await readLimits(client, aws);
    expect(before).toMatchObject({ paused: attribution });
    expect(before.permits).toHaveLength(300);

    const { state } = await limits.query(limitsQuery);
    const { waiting } = limitsIn(state ?? {}).limits;

    await limits.cancel();
    const gaveBack = before.permits.slice(0, 40);
    for (const id of gaveBack) await returnPermit(client, aws, id);
    // Each order is some events more.
    for (let current = runId; current === runId; current = (await limits.describe()).runId)
      await pauseAll(client, aws, attribution);
    const after = await readLimits(client, aws);
    expect(after.paused).toEqual(before.paused);
    expect(after.permits).toEqual([
      ...before.permits.slice(40),
      ...waiting.slice(0, 40).map(({ ec2InstanceId }) => ec2InstanceId),
    ]);

    await resumeAll(client, aws, { by: 'bo', reason: 'over' });
    await Promise.all(requests.map(({ ec2InstanceId }) => returnPermit(client, aws, ec2InstanceId)));
    await limits.result();
    expect(await readLimits(client, aws)).toEqual({ paused: null, permits: [] });
  });
});
