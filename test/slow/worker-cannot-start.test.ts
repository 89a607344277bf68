import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freeAddress } from '../support/free-address';
import { startScenario, type Scenario } from '../support/scenario';
import { startWorkerProcess, workerEnvironment } from '../support/worker-process';

jest.setTimeout(60_000);

describe('a worker that cannot start says why and exits with 1, so that it is started again', () => {
  let scenario: Scenario;
  let silent: Server;
  let silentAddress: string;
  beforeAll(async () => {
    scenario = await startScenario({ worker: false });
    silentAddress = await freeAddress();
    const [host = '', port] = silentAddress.split(':');
    silent = createServer().listen(Number(port), host);
    await once(silent, 'listening');
  });
  afterAll(async () => {
    silent.close();
    await scenario.stop();
  });

  it('where Temporal has no such namespace', async () => {
    const worker = startWorkerProcess({
      ...workerEnvironment(scenario.aws, scenario.temporalAddress),
      TEMPORAL_NAMESPACE: 'nowhere',
    });
    await expect(worker.ended()).resolves.toBe(1);
    expect(worker.output()).toContain('Namespace nowhere');
  });

  it('where what is to be Temporal takes the connection and never answers', async () => {
    const worker = startWorkerProcess(workerEnvironment(scenario.aws, silentAddress));
    await expect(worker.ended()).resolves.toBe(1);
    expect(worker.output()).toContain(`Temporal cannot be reached at ${silentAddress}`);
  });
});
