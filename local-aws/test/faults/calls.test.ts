import { ListClustersCommand, CreateClusterCommand, DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import { refusal } from '../support/errors';
import { useTestAws } from '../support/aws';

const test = useTestAws();

it('answers with an injected error until the fault is removed', async () => {
  const mend = test.aws.faults.add({
    service: 'ecs',
    operation: 'ListClusters',
    kind: 'error',
    code: 'AccessDeniedException',
    status: 400,
    message: 'not yours',
  });
  for (let n = 0; n < 2; n += 1) {
    expect(await refusal(test.ecs.send(new ListClustersCommand({})))).toEqual({
      name: 'AccessDeniedException',
      message: 'not yours',
      status: 400,
    });
  }
  await test.ecs.send(new DescribeClustersCommand({}));
  mend();
  expect((await test.ecs.send(new ListClustersCommand({}))).clusterArns).toEqual([]);
});

it('takes a whole service down and leaves the others up', async () => {
  test.aws.faults.add({ service: 'ecs', kind: 'error', code: 'ServiceUnavailable', status: 503 });
  expect((await refusal(test.ecs.send(new ListClustersCommand({})))).status).toBe(503);
  expect(
    (await test.autoScaling.send(new DescribeAutoScalingInstancesCommand({}))).AutoScalingInstances,
  ).toEqual([]);
});

it('strikes as often as it was told, and only calls that match', async () => {
  const isDemo = ({ input }: { readonly input: unknown }) => JSON.stringify(input).includes('demo');
  const fault = { service: 'ecs', kind: 'error', code: 'ServerException', status: 500 } as const;
  test.aws.faults.add({ ...fault, times: 1, when: isDemo });
  await test.ecs.send(new CreateClusterCommand({ clusterName: 'other' }));
  expect((await refusal(test.ecs.send(new CreateClusterCommand({ clusterName: 'demo' })))).status).toBe(500);
  await test.ecs.send(new CreateClusterCommand({ clusterName: 'demo' }));
});

it('breaks the connection before the effect, or after it', async () => {
  test.aws.faults.add({ service: 'ecs', kind: 'reset', times: 1 });
  await refusal(test.ecs.send(new CreateClusterCommand({ clusterName: 'before' })));
  test.aws.faults.add({ service: 'ecs', kind: 'reset', times: 1, afterEffect: true });
  await refusal(test.ecs.send(new CreateClusterCommand({ clusterName: 'after' })));

  const { clusterArns } = await test.ecs.send(new ListClustersCommand({}));
  expect(clusterArns).toEqual([expect.stringMatching(/cluster\/after$/)]);
  expect(test.aws.record.entries.map((e) => (e.kind === 'call' ? e.outcome : undefined))).toEqual([
    { kind: 'no-answer', how: 'reset', effect: false },
    { kind: 'no-answer', how: 'reset', effect: true },
    { kind: 'ok' },
  ]);
});

it('never answers a call that is told to time out', async () => {
  test.aws.faults.add({ service: 'ecs', kind: 'timeout' });
  const patience = new AbortController();
  const call = refusal(test.ecs.send(new ListClustersCommand({}), { abortSignal: patience.signal }));
  await test.aws.record.until((e) => e.kind === 'call' && e.outcome.kind === 'no-answer');
  patience.abort();
  expect((await call).name).toBe('AbortError');
});
