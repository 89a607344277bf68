import {
  startHealthServer,
  type HealthServer,
  type Readiness,
} from '../../../../src/worker/telemetry/health';
import { freeAddress } from '../../../support/free-address';

describe('the health endpoints', () => {
  let address: string;
  let state: Readiness = { ready: true };
  let server: HealthServer;
  beforeAll(async () => {
    address = await freeAddress();
    server = await startHealthServer(address, () => Promise.resolve(state));
  });
  afterAll(() => server.close());
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
