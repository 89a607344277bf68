import { CreateClusterCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { createWorld } from '../src/index';
import { useTestAws } from './support/aws';

const test = useTestAws();

it('numbers entries without gaps, in clock order, a call before what it caused', async () => {
  createWorld(test.aws, { cluster: 'demo', standalone: [{ family: 'job' }] });
  const task = test.aws.record.entries.flatMap((e) => (e.kind === 'task' ? e.taskArn : []))[0];
  const before = test.aws.record.entries.length;
  await test.ecs.send(new StopTaskCommand({ cluster: 'demo', task }));
  const { entries } = test.aws.record;
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  const without = entries.slice(before).filter(({ kind }) => kind !== 'event');
  expect(without.map((e) => (e.kind === 'task' ? e.lastStatus : e.kind))).toEqual([
    'call',
    'RUNNING',
    'DEACTIVATING',
    'STOPPING',
    'container-ended',
    'DEPROVISIONING',
    'STOPPED',
  ]);
});

it('tells who subscribed, and waits for what is yet to come', async () => {
  const seen: string[] = [];
  const stop = test.aws.record.onEntry(({ kind }) => seen.push(kind));
  const waiting = test.aws.record.until((e) => e.kind === 'call' && e.operation === 'CreateCluster');
  await test.ecs.send(new CreateClusterCommand({ clusterName: 'demo' }));
  expect((await waiting).seq).toBe(1);
  stop();
  await test.ecs.send(new CreateClusterCommand({ clusterName: 'other' }));
  expect(seen).toEqual(['call']);
});

it('gives up waiting with the end of the record in its error', async () => {
  await test.ecs.send(new CreateClusterCommand({ clusterName: 'demo' }));
  await expect(test.aws.record.until(() => false, { timeoutMs: 1 })).rejects.toThrow(/CreateCluster/);
});
