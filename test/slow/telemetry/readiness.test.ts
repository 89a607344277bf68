import { freeAddress } from '../../support/free-address';
import { startScenario, type Scenario } from '../../support/scenario';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy';
import { startWorkerProcess, workerEnvironment } from '../../support/worker-process';

jest.setTimeout(150_000); // Temporal's client comes back ever more slowly

describe('a worker that loses Temporal', () => {
  let scenario: Scenario;
  let proxy: TcpProxy;
  beforeAll(async () => {
    scenario = await startScenario({ worker: false });
    proxy = await startTcpProxy(scenario.temporalAddress);
  });
  afterAll(async () => {
    await proxy.close();
    await scenario.stop();
  });

  it('is not ready while it is so, and alive; and ready again afterwards', async () => {
    const address = await freeAddress();
    const worker = startWorkerProcess({
      ...workerEnvironment(scenario.aws, proxy.address),
      ECS_DRAIN_HEALTH_ADDRESS: address,
    });
    await worker.ready();
    const get = (path: string) => fetch(`http://${address}${path}`);
    const untilReadyIs = async (status: number): Promise<Response> => {
      for (;;) {
        const response = await get('/readyz');
        if (response.status === status) return response;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };
    await untilReadyIs(200);

    proxy.forgetConnections();
    proxy.fallSilent();
    const response = await untilReadyIs(503);
    await expect(response.json()).resolves.toMatchObject({
      ready: false,
      reason: expect.stringMatching(/^Temporal does not answer/) as string,
    });
    expect((await get('/livez')).status).toBe(200);

    proxy.speakAgain();
    await untilReadyIs(200);
    worker.kill('SIGTERM');
    await expect(worker.ended()).resolves.toBe(0);
  });
});
