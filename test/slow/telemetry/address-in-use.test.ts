import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freeAddress } from '../../support/free-address';
import { startWorkerProcess } from '../../support/worker-process';

jest.setTimeout(60_000);

describe('a worker whose address somebody else listens on', () => {
  let address: string;
  let other: Server;
  beforeAll(async () => {
    address = await freeAddress();
    const [host = '', port] = address.split(':');
    other = createServer().listen(Number(port), host);
    await once(other, 'listening');
  });
  afterAll(() => new Promise((resolve) => other.close(resolve)));

  it.each(['ECS_DRAIN_HEALTH_ADDRESS', 'ECS_DRAIN_METRICS_ADDRESS'])(
    '(%s) says so and exits with 1, so that it is started again',
    async (name) => {
      const free = await freeAddress();
      const worker = startWorkerProcess({
        AWS_REGION: 'eu-central-1',
        ECS_DRAIN_ACCOUNT_ID: '123456789012',
        ECS_DRAIN_HEALTH_ADDRESS: free,
        [name]: address,
      });
      await expect(worker.ended()).resolves.toBe(1);
      expect(worker.output()).toMatch(/address already in use/i);
    },
  );
});
