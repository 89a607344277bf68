import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { adminClient, type InvocationRecord, type RecordEntry } from '../../src/index';
import { testAws, type TestAws } from '../support/aws';

const START = Date.UTC(2026, 0, 1);
let test: TestAws;
/** A function behind a URL that never answers. */
let silent: Server;
let silentUrl: string;
beforeEach(async () => {
  test = await testAws({ lambda: { leastMachineMs: 20 } });
  silent = createServer(() => undefined);
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  // A server that listens on a port has an address with one.
  silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
});
afterEach(async () => {
  silent.closeAllConnections();
  silent.close();
  await test.close();
});

const attempt = (what: InvocationRecord['change']['what'], number: number) => (e: RecordEntry) =>
  e.kind === 'lambda' && e.change.what === what && 'attempt' in e.change && e.change.attempt === number;

const publishTo = async (Endpoint: string) => {
  const { TopicArn } = await test.sns.send(new CreateTopicCommand({ Name: 'drain' }));
  await test.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint }));
  await test.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
};

it('a function behind a URL that never answers times out, is retried twice, and then is a dead letter', async () => {
  await publishTo(
    await adminClient(test.aws.url).registerFunction('starter', silentUrl, { timeoutSeconds: 30 }),
  );
  await test.aws.record.until(attempt('invoked', 1));
  test.clock.advanceBy(30_000);
  expect(await test.aws.record.until(attempt('failed', 1))).toMatchObject({
    at: START + 30_000,
    change: { error: 'Task timed out after 30.00 seconds' },
  });
  test.clock.advanceBy(60_000);
  await test.aws.record.until(attempt('invoked', 2));
  test.clock.advanceBy(30_000);
  await test.aws.record.until(attempt('failed', 2));
  test.clock.advanceBy(120_000);
  await test.aws.record.until(attempt('invoked', 3));
  test.clock.advanceBy(30_000);
  const isDead = (e: RecordEntry) => e.kind === 'lambda' && e.change.what === 'dead-letter';
  expect(await test.aws.record.until(isDead)).toMatchObject({
    at: START + 270_000,
    change: { error: 'Task timed out after 30.00 seconds' },
  });
});

it('a function has 900 seconds unless it is given less', async () => {
  await publishTo(test.aws.lambda.register('starter', () => new Promise(() => undefined)));
  await test.aws.record.until(attempt('invoked', 1));
  test.clock.advanceBy(899_999);
  await expect(test.aws.record.until(attempt('failed', 1), { timeoutMs: 60 })).rejects.toThrow('60 ms');
  test.clock.advanceBy(1);
  expect(await test.aws.record.until(attempt('failed', 1))).toMatchObject({
    change: { error: 'Task timed out after 900.00 seconds' },
  });
});

it('a function that answers is not ended because the clock was stepped by hours meanwhile', async () => {
  await test.close();
  test = await testAws();
  const { promise, resolve } = withResolver<string>();
  await publishTo(test.aws.lambda.register('starter', () => promise));
  await test.aws.record.until(attempt('invoked', 1));
  test.clock.advanceBy(47 * 3_600_000);
  resolve('done');
  expect(await test.aws.record.until(attempt('succeeded', 1))).toMatchObject({ change: { result: 'done' } });
});

it.each([0, 901, 1.5])('a timeout that Lambda would not take is refused: %d s', async (timeoutSeconds) => {
  const admin = adminClient(test.aws.url);
  await expect(admin.registerFunction('starter', silentUrl, { timeoutSeconds })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('timeoutSeconds') as string,
  });
  expect(() => test.aws.lambda.register('starter', silentUrl, { timeoutSeconds })).toThrow();
  expect(test.aws.lambda.has(test.aws.lambda.arnOf('starter'))).toBe(false);
});

it('an answer that is no JSON, or nests without end, is a failed attempt', async () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  await publishTo(test.aws.lambda.register('starter', () => circular));
  await test.aws.record.until(attempt('failed', 1));
  const deep: Server = createServer((_, response) => response.end('['.repeat(200_000) + ']'.repeat(200_000)));
  deep.listen(0, '127.0.0.1');
  await once(deep, 'listening');
  // As above.
  test.aws.lambda.register('starter', `http://127.0.0.1:${(deep.address() as AddressInfo).port}`);
  test.clock.advanceBy(60_000);
  await test.aws.record.until(attempt('failed', 2));
  expect((await fetch(`${test.aws.url}/_admin/record`)).status).toBe(200);
  deep.close();
});

function withResolver<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
