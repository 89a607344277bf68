/**
 * The SDK has to see the fake timers, so it is loaded here and not by Node itself.
 * @jest-environment node
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultParseOptions } from '../../../src/events/message-kind';
import { noMetrics } from '../../../src/starter/host';
import { listen } from '../../../src/starter/listen';

describe('an SQS that takes calls and never answers', () => {
  const before = { ...process.env };
  let silent: Server;
  let queueUrl: string;
  let calls = 0;
  beforeAll(async () => {
    silent = createServer(() => void (calls += 1));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo; // it listens on a port
    queueUrl = `http://127.0.0.1:${port}/123456789012/leaving`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'LISTENER',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
  });
  afterAll(() => {
    jest.useRealTimers();
    process.env = before;
    silent.closeAllConnections();
    silent.close();
  });

  it('is asked again', async () => {
    const stop = new AbortController();
    const log = { info: () => undefined, error: () => undefined };
    const temporal = {
      client: () => Promise.reject(new Error('nobody asks')),
      replace: () => undefined,
      underWay: () => undefined,
    };
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    const listening = listen({
      queueUrl,
      host: { temporal, log, metrics: noMetrics, options: defaultParseOptions, served: 'all' },
      stop: stop.signal,
    });
    const until = Date.now() + 300_000;
    while (calls < 2 && Date.now() < until) {
      jest.advanceTimersByTime(100);
      await new Promise(setImmediate);
    }
    stop.abort();
    await listening;
    expect(calls).toBe(2);
  });
});
