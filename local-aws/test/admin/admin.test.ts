import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { CreateClusterCommand, ListClustersCommand } from '@aws-sdk/client-ecs';
import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { adminClient, type AdminClient } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const test = useTestAws();
let admin: AdminClient;
beforeEach(() => {
  admin = adminClient(test.aws.url);
});

const post = async (path: string, body: string) => {
  const response = await fetch(`${test.aws.url}/_admin${path}`, { method: 'POST', body });
  return { status: response.status, body: await response.json() };
};
const get = (path: string) => fetch(`${test.aws.url}/_admin${path}`);

it('lists what it can do', async () => {
  const paths: unknown = await (await get('/')).json();
  expect(paths).toContainEqual(expect.objectContaining({ method: 'POST', path: '/_admin/faults' }));
});

it('says which operations are served', async () => {
  const operations = await admin.operations();
  expect(operations).toHaveProperty('ecs', expect.arrayContaining(['StopTask', 'DescribeTasks']));
  expect(operations).toEqual(test.aws.operations);
});

describe('the record', () => {
  it('is answered in part: since a seq, by kind, by operation, by instance, so many', async () => {
    const { instanceIds } = await admin.createWorld({ cluster: 'demo', instances: 2 });
    await test.ecs.send(new ListClustersCommand({}));
    await test.ecs.send(new CreateClusterCommand({ clusterName: 'other' }));
    expect((await admin.record()).entries).toEqual(JSON.parse(JSON.stringify(test.aws.record.entries)));
    const calls = await admin.record({ kind: ['call'] });
    expect(calls.entries).toHaveLength(2);
    expect((await admin.record({ operation: ['ListClusters'] })).entries).toHaveLength(1);
    expect((await admin.record({ since: calls.lastSeq })).entries).toEqual([]);
    const about = await admin.record({ instance: first(instanceIds) });
    expect(about.entries.length).toBeGreaterThan(0);
    expect(JSON.stringify(about.entries)).not.toContain(instanceIds[1]);
    const page = await admin.record({ limit: 2 });
    expect(page.lastSeq).toBe(2);
    expect((await admin.record({ limit: 1, since: page.lastSeq })).entries[0]?.seq).toBe(3);
  });

  it('can be waited for', async () => {
    const isCreation = admin.until((entry) => entry.kind === 'call' && entry.operation === 'CreateCluster');
    await test.ecs.send(new ListClustersCommand({}));
    await test.ecs.send(new CreateClusterCommand({ clusterName: 'demo' }));
    expect(await isCreation).toMatchObject({ seq: 2 });
    await expect(admin.until(() => false, { timeoutMs: 20 })).rejects.toThrow('within 20 ms');
  });

  it('holds nothing of what the admin endpoint was asked', async () => {
    await admin.worlds();
    expect(test.aws.record.entries).toEqual([]);
  });
});

describe('faults', () => {
  it('are added, listed with how often they struck, and removed', async () => {
    const mend = await admin.addFault({ service: 'ecs', kind: 'throttle', times: 5 });
    expect((await refusal(test.ecs.send(new ListClustersCommand({})))).name).toBe('ThrottlingException');
    expect(await admin.faults()).toEqual([
      { id: 'fault-1', fault: { service: 'ecs', kind: 'throttle', times: 5 }, left: 4, struck: 1 },
    ]);
    await mend();
    await test.ecs.send(new ListClustersCommand({}));
    await admin.addFault({ kind: 'notification-lost' });
    await admin.clearFaults();
    expect(await admin.faults()).toEqual([]);
  });

  it.each([
    [{ service: 'ecs', kind: 'thottle' }, 'kind'],
    [{ service: 's3', kind: 'throttle' }, 'service'],
    [{ service: 'ecs', kind: 'error', code: 'X', status: 200 }, 'status'],
    [{ service: 'ecs', kind: 'throttle', share: 2 }, 'share'],
    [{ service: 'ecs', kind: 'slow' }, 'latencyMs'],
    [{ kind: 'notification-late', delaySeconds: -1 }, 'delaySeconds'],
    [{ kind: 'notification-lost', operation: 'Publish' }, 'operation'],
  ])('that make no sense are refused: %j', async (fault, named) => {
    const { status, body } = await post('/faults', JSON.stringify(fault));
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(named);
    expect(await admin.faults()).toEqual([]);
  });
});

describe('the clock', () => {
  it('is stepped, and what is due has happened when it is answered', async () => {
    const { group } = await admin.createWorld({
      cluster: 'demo',
      hooks: [{ name: 'drain', heartbeatTimeoutSeconds: 30 }],
    });
    await test.autoScaling.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName: group, DesiredCapacity: 0 }),
    );
    expect(await admin.clock()).toMatchObject({ kind: 'stepped', now: '2026-01-01T00:00:00.000Z' });
    expect(await admin.advanceBy(29_999)).toMatchObject({ now: '2026-01-01T00:00:29.999Z' });
    expect(first((await admin.worlds()).groups).instances).toMatchObject([
      { lifecycleState: 'Terminating:Wait', waitsFor: ['drain'] },
    ]);
    await post('/clock', '{"advanceTo":"2026-01-01T00:00:30Z"}');
    expect(first((await admin.worlds()).groups).instances).toEqual([]);
  });

  it('never goes back, and takes nothing that it does not understand', async () => {
    expect(await post('/clock', '{"advanceTo":"2025-01-01T00:00:00Z"}')).toMatchObject({ status: 409 });
    expect(await post('/clock', '{"advance":1}')).toMatchObject({ status: 400 });
    expect(await post('/clock', '{"advanceSeconds":1e300}')).toMatchObject({ status: 400 });
    expect(await post('/clock', '{"advanceTo":"9999-01-01T00:00:00Z"}')).toMatchObject({ status: 400 });
    expect(await post('/clock', 'x')).toEqual({ status: 400, body: { message: 'The body is not JSON.' } });
  });
});

it('builds a world, and says what cannot be one', async () => {
  const function_ = await admin.registerFunction('starter', 'http://127.0.0.1:9000');
  const world = await admin.createWorld({
    cluster: 'demo',
    instances: 2,
    hooks: [{ name: 'drain', notify: function_ }],
    services: [{ name: 'web', desiredCount: 4 }, { name: 'logs' }],
  });
  expect(world.instanceIds).toHaveLength(2);
  expect(world.topicArns.drain).toMatch(/^arn:aws:sns:/);
  expect(await admin.worlds()).toMatchObject({
    clusters: [
      { name: 'demo', containerInstances: { ACTIVE: 2 }, tasks: { RUNNING: 6 }, services: ['web', 'logs'] },
    ],
  });
  await expect(admin.createWorld({ cluster: 'demo' })).rejects.toMatchObject({ status: 409 });
  expect(await post('/worlds', '{"cluster":"x","sevices":[]}')).toMatchObject({ status: 400 });
  const noRoom = { cluster: 'x', standalone: [{ family: 'job', memoryMiB: 99_999 }] };
  await expect(admin.createWorld(noRoom)).rejects.toThrow('has room for job');
});

it('delivers to a function that was registered from outside', async () => {
  const server = createServer((request, response) => {
    void text(request).then((body) => response.end(body.includes('TEST_NOTIFICATION') ? '"heard"' : '{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  const arn = await admin.registerFunction('starter', `http://127.0.0.1:${port}`);
  await admin.createWorld({ cluster: 'demo', hooks: [{ name: 'drain', notify: arn }] });
  const invoked = await admin.until((e) => e.kind === 'lambda' && e.change.what === 'succeeded');
  expect(invoked).toMatchObject({ functionArn: arn, change: { result: 'heard' } });
  server.close();
});

it("gives a queue's messages to a function that was registered from outside", async () => {
  const server = createServer((request, response) => {
    void text(request).then((body) => response.end(body.includes('aws:sqs') ? '"heard"' : '{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  const functionArn = await admin.registerFunction('starter', `http://127.0.0.1:${port}`);
  const queue = test.aws.sqs.createQueue('signals');
  await admin.mapQueue({ queueArn: queue.arn, functionArn });
  test.aws.sqs.send(queue, 'hello');
  const invoked = await admin.until((e) => e.kind === 'lambda' && e.change.what === 'succeeded');
  expect(invoked).toMatchObject({ functionArn, change: { result: 'heard' } });
  const nowhere = admin.mapQueue({ queueArn: test.aws.sqs.arnOf('nowhere'), functionArn });
  await expect(nowhere).rejects.toMatchObject({ status: 404 });
  server.close();
});

it('cuts an agent off, connects it again, and lets its host hang', async () => {
  const id = first((await admin.createWorld({ cluster: 'demo' })).instanceIds);
  const isConnected = () => test.aws.ecs.hosts.on(id).agentConnected;
  await admin.setAgent(id, 'disconnected');
  expect(isConnected()).toBe(false);
  await admin.setAgent(id, 'connected');
  expect(isConnected()).toBe(true);
  await admin.setAgent(id, 'hung');
  await admin.setAgent(id, 'connected');
  expect(isConnected()).toBe(false);
  await expect(admin.setAgent('i-0', 'hung')).rejects.toMatchObject({ status: 404 });
  expect(await post('/agents', '{"instance":"i-0","agent":"away"}')).toMatchObject({ status: 400 });
});

it('judges and sums up', async () => {
  await admin.createWorld({
    cluster: 'demo',
    hooks: [{ name: 'drain', heartbeatTimeoutSeconds: 30 }],
    standalone: [{ family: 'job' }],
  });
  await test.autoScaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: 'demo', DesiredCapacity: 0 }),
  );
  await admin.advanceBy(30_000);
  expect((await admin.audit()).map(({ promise }) => promise).sort()).toEqual(['cut-short', 'hook-expired']);
  expect(await admin.audit({ AKIAOURS: ['drain'] })).toHaveLength(2);
  expect(await admin.summary()).toMatchObject({ hooksExpired: 1, cutShort: 1, instancesTerminated: 1 });
});

it.each([
  ['GET', '/nothing', 404],
  ['DELETE', '/record', 405],
  ['DELETE', '/faults/fault-99', 404],
  ['GET', '/record?sinc=1', 400],
  ['GET', '/record?since=-1', 400],
  ['GET', '/timeline?instance=x', 400],
  ['GET', '/audit?hookOwner=me', 400],
  ['GET', '/clock?x=1', 400],
])('refuses what it does not understand: %s %s', async (method, path, status) => {
  const response = await fetch(`${test.aws.url}/_admin${path}`, { method });
  expect(response.status).toBe(status);
  expect(await response.json()).toHaveProperty('message');
});
