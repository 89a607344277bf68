import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createAwsClients, type AwsClients } from '../../../../src/aws/clients';
import { createBudget } from '../../../../src/aws/budget';
import { createSetState } from '../../../../src/aws/ecs/set-state';
import { scriptedAttempt } from '../../../support/attempt';

describe('setting DRAINING for many drains at once', () => {
  let server: Server;
  let clients: AwsClients;
  /** The instances that each request named. */
  let requests: string[][];
  /** How many requests are answered by a broken connection. */
  let broken = 0;
  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      void json(incoming).then((body) => {
        requests.push((body as { containerInstances: string[] }).containerInstances); // what our client sent
        broken -= 1;
        if (broken >= 0) incoming.socket.destroy();
        else outgoing.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // it listens on a port
    clients = createAwsClients({
      region: 'eu-central-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'US', secretAccessKey: 'local' },
    });
  });
  beforeEach(() => {
    requests = [];
    broken = 0;
  });
  afterAll(async () => {
    Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
    await new Promise((resolve) => server.close(resolve));
  });

  const plenty = () => createBudget({ burst: 100, perSecond: 100 });
  const setDraining = (budget = plenty()) => createSetState(clients.ecs, budget, 'DRAINING');
  const over = { status: 'rejected', reason: { callError: { code: 'AttemptOver', cause: 'transient' } } };
  const fulfilled = { status: 'fulfilled' };

  it('is one request for all that last, and none for those that are over', async () => {
    const set = setDraining();
    const [a, b, c] = [scriptedAttempt(), scriptedAttempt(), scriptedAttempt()];
    const all = Promise.allSettled([set('demo', 'a', a), set('demo', 'b', b), set('demo', 'c', c)]);
    b.end('cancelled');
    await expect(all).resolves.toMatchObject([fulfilled, over, fulfilled]);
    expect(requests).toEqual([['a', 'c']]);
    expect(b.sent).toEqual([]);
  });

  it('goes on without the one whose attempt ends at the last question', async () => {
    const set = setDraining();
    const a = scriptedAttempt();
    const b = scriptedAttempt((_, attempt) => attempt.end('cancelled'));
    const all = Promise.allSettled([set('demo', 'a', a), set('demo', 'b', b)]);
    await expect(all).resolves.toMatchObject([fulfilled, over]);
    expect(requests).toEqual([['a']]);
    expect(a.sent).toMatchObject([{ answer: 'done' }]);
    expect(b.sent).toEqual([]);
  });

  it('is sent a second time by the SDK without the one whose attempt is over by then, who says what left', async () => {
    broken = 1;
    const set = setDraining();
    const a = scriptedAttempt();
    const b = scriptedAttempt((question, attempt) => {
      if (question === 2) attempt.end('too-late');
    });
    const all = Promise.allSettled([set('demo', 'a', a), set('demo', 'b', b)]);
    await expect(all).resolves.toMatchObject([fulfilled, over]);
    expect(requests).toEqual([['a', 'b'], ['a']]);
    expect(b.sent).toEqual([{ operation: 'ecs.UpdateContainerInstancesState', answer: 'none' }]);
  });

  it('ends the wait for the request rate of the one that is cancelled, and of nobody else', async () => {
    const budget = createBudget({ burst: 1, perSecond: 2 });
    const set = setDraining(budget);
    await budget.take(1); // the next is there in half a second
    const [a, b] = [scriptedAttempt(), scriptedAttempt()];
    const ended: string[] = [];
    const first = set('demo', 'a', a).then(() => ended.push('a'));
    const second = set('demo', 'b', b).catch(() => ended.push('b gave up'));
    b.end('cancelled');
    await Promise.all([first, second]);
    expect(ended).toEqual(['b gave up', 'a']);
    expect(requests).toEqual([['a']]);
    await expect(set('demo', 'b', b)).rejects.toMatchObject(over.reason);
  });
});
