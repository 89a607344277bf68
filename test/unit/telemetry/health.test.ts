import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startHealthServer, type Readiness } from '../../../src/telemetry/health';

async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a server on TCP
  server.close();
  await once(server, 'close');
  return `127.0.0.1:${port}`;
}

describe('the health endpoints', () => {
  let address: string;
  let state: Readiness = { ready: true };
  let close: () => Promise<void>;
  beforeAll(async () => {
    address = await freeAddress();
    ({ close } = await startHealthServer(address, () => Promise.resolve(state)));
  });
  afterAll(() => close());
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(`http://${address}${path}`, { method });
    return { status: response.status, body: await response.text() };
  };

  it('say that the worker is ready, or why it is not; alive it is either way', async () => {
    await expect(get('/readyz')).resolves.toEqual({ status: 200, body: '{"ready":true}\n' });
    state = { ready: false, reason: 'the worker is DRAINING' };
    await expect(get('/readyz?verbose')).resolves.toEqual({
      status: 503,
      body: '{"ready":false,"reason":"the worker is DRAINING"}\n',
    });
    await expect(get('/livez')).resolves.toMatchObject({ status: 200 });
  });

  it('know no other path, and change nothing', async () => {
    await expect(get('/')).resolves.toMatchObject({ status: 404 });
    await expect(get('/livez', 'POST')).resolves.toMatchObject({ status: 405 });
  });

  it('refuse an address that is taken', async () => {
    await expect(startHealthServer(address, () => Promise.resolve(state))).rejects.toThrow('EADDRINUSE');
  });
});
