import { freeAddress } from '../../support/free-address';
import { patienceMs, startScenario, type Scenario } from '../../support/scenario';
import { startWorkerProcess, workerEnvironment, type WorkerProcess } from '../../support/worker-process';

describe('a worker that is stopped in the middle of an activity', () => {
  let scenario: Scenario;
  let successor: WorkerProcess | undefined;
  beforeEach(async () => {
    scenario = await startScenario({ worker: false });
  });
  afterEach(async () => {
    successor?.kill('SIGTERM');
    await successor?.ended();
    await scenario.stop();
  });

  const environment = (more: Record<string, string> = {}) => ({
    ...workerEnvironment(scenario.aws, scenario.temporalAddress),
    ...more,
  });

  /** A drain whose next observation waits for an ECS that does not answer, until `endFault` is called. */
  const drainThatWaitsForEcs = async () => {
    const [leaving = ''] = scenario.createWorld({ selfStarted: { agent: {} } }).instanceIds;
    const endFault = scenario.aws.faults.add({ service: 'ecs', kind: 'timeout' });
    await scenario.terminate(leaving);
    await scenario.aws.record.until((entry) => entry.kind === 'call' && entry.outcome.kind === 'no-answer', {
      timeoutMs: patienceMs,
    });
    return { leaving, endFault };
  };

  const expectDrained = async (leaving: string) => {
    successor = startWorkerProcess(environment());
    await successor.ready();
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(scenario.findings()).toEqual([]);
  };

  it('is not ready any more and alive, ends the activity, exits with 0, and another goes on', async () => {
    const address = await freeAddress();
    const stopped = startWorkerProcess(environment({ ECS_DRAIN_HEALTH_ADDRESS: address }));
    await stopped.ready();
    await expect(get(address, '/readyz')).resolves.toEqual({ status: 200, body: { ready: true } });
    const { leaving, endFault } = await drainThatWaitsForEcs();

    stopped.kill('SIGTERM');
    await untilNotReady(address);
    await expect(get(address, '/livez')).resolves.toMatchObject({ status: 200 });
    endFault();
    await expect(stopped.ended()).resolves.toBe(0);
    expect(stopped.output()).toContain('"state":"STOPPED"');
    await expectDrained(leaving);
  });

  it('exits with 0 at the end of its grace when the activity does not, and another does it again', async () => {
    const stopped = startWorkerProcess(environment({ ECS_DRAIN_SHUTDOWN_GRACE_SECONDS: '1' }));
    await stopped.ready();
    const { leaving, endFault } = await drainThatWaitsForEcs();

    const stoppedAt = Date.now();
    stopped.kill('SIGTERM');
    expect({ ended: await stopped.ended(), output: stopped.output() }).toMatchObject({
      ended: 0,
      output: expect.stringContaining('another worker does them again') as string,
    });
    expect(Date.now() - stoppedAt).toBeLessThan(4_000);
    endFault();
    await expectDrained(leaving);
  });
});

const get = async (address: string, path: string) => {
  const response = await fetch(`http://${address}${path}`);
  return { status: response.status, body: await response.json() };
};

/** The signal is on its way to the process while we ask. */
async function untilNotReady(address: string): Promise<void> {
  for (;;) {
    const { status, body } = await get(address, '/readyz');
    if (status === 200) continue;
    expect({ status, body }).toEqual({
      status: 503,
      body: { ready: false, reason: expect.stringMatching(/^the worker is (STOPPING|DRAINING)$/) as string },
    });
    return;
  }
}
