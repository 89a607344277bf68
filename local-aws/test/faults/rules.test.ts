import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { adminClient, type CallFault } from '../../src/index';
import { refusal } from '../support/errors';
import { useTestAws } from '../support/aws';

const test = useTestAws();

const broken = { service: 'ecs', kind: 'error', code: 'ServerException', status: 500 } as const;

/** Which of so many calls were struck. */
async function struck(calls: number): Promise<boolean[]> {
  const outcomes: boolean[] = [];
  for (let n = 0; n < calls; n += 1) {
    outcomes.push(
      await test.ecs.send(new ListClustersCommand({})).then(
        () => false,
        () => true,
      ),
    );
  }
  return outcomes;
}

it('strikes a share of the calls, the same ones for the same seed', async () => {
  const strikes = async (fault: CallFault) => {
    const mend = test.aws.faults.add(fault);
    const outcomes = await struck(20);
    mend();
    return outcomes;
  };
  const outcomes = await strikes({ ...broken, share: 0.3, seed: 7 });
  expect(outcomes.filter(Boolean).length).toBeGreaterThan(1);
  expect(outcomes.filter(Boolean).length).toBeLessThan(14);
  expect(await strikes({ ...broken, share: 0.3, seed: 7 })).toEqual(outcomes);
  expect(await strikes({ ...broken, share: 0.3, seed: 8 })).not.toEqual(outcomes);
});

it('counts only calls that it struck against its number of times', async () => {
  test.aws.faults.add({ ...broken, share: 0.5, times: 3 });
  expect((await struck(40)).filter(Boolean)).toHaveLength(3);
});

it('strikes within its period of the clock, and is gone after it', async () => {
  test.aws.faults.add({ ...broken, startsInSeconds: 10, lastsSeconds: 5 });
  expect(await struck(1)).toEqual([false]);
  test.clock.advanceBy(10_000);
  expect(await struck(1)).toEqual([true]);
  test.clock.advanceBy(4_999);
  expect(await struck(1)).toEqual([true]);
  test.clock.advanceBy(1);
  expect(await struck(1)).toEqual([false]);
  expect(test.aws.faults.list()).toEqual([]);
});

it('strikes the calls of one caller and leaves the others alone', async () => {
  test.aws.faults.add({ service: 'autoscaling', kind: 'throttle', caller: 'AKIAOTHER' });
  await test.autoScaling.send(new DescribeAutoScalingInstancesCommand({}));
  const other = test.autoScalingAs('AKIAOTHER');
  expect(await refusal(other.send(new DescribeAutoScalingInstancesCommand({})))).toMatchObject({
    name: 'Throttling',
    status: 400,
  });
});

it('throttles in the words of each service', async () => {
  for (const service of ['ecs', 'autoscaling', 'sns', 'ec2'] as const) {
    test.aws.faults.add({ service, kind: 'throttle' });
  }
  expect(await refusal(test.ec2.send(new DescribeInstancesCommand({})))).toMatchObject({
    name: 'RequestLimitExceeded',
    status: 503,
  });
  const describe_ = test.autoScaling.send(new DescribeAutoScalingInstancesCommand({}));
  expect(await refusal(describe_)).toMatchObject({ name: 'Throttling', status: 400 });
  expect(await refusal(test.ecs.send(new ListClustersCommand({})))).toMatchObject({
    name: 'ThrottlingException',
    status: 400,
  });
  expect(await refusal(test.sns.send(new ListTopicsCommand({})))).toMatchObject({
    name: 'ThrottledException',
    status: 429,
  });
});

it('says in the record which fault struck a call', async () => {
  test.aws.faults.add({ ...broken, times: 1 });
  await struck(2);
  expect(test.aws.record.entries.map((e) => (e.kind === 'call' ? e.fault : e.kind))).toEqual([
    'error',
    undefined,
  ]);
});

it('strikes EC2 with an error, and breaks its connections', async () => {
  const operation = 'DescribeInstances';
  test.aws.faults.add({
    service: 'ec2',
    operation,
    kind: 'error',
    code: 'Unavailable',
    status: 503,
    times: 1,
  });
  test.aws.faults.add({ service: 'ec2', operation, kind: 'reset', times: 1 });
  const call = () => test.ec2.send(new DescribeInstancesCommand({}));
  expect(await refusal(call())).toEqual({
    name: 'Unavailable',
    message: 'Unavailable (injected)',
    status: 503,
  });
  expect((await refusal(call())).status).toBeUndefined();
  expect((await call()).Reservations).toEqual([]);
});

it.each<[CallFault['service'], string, string]>([
  ['ecs', 'DescribeTask', 'DescribeTasks, '],
  ['ecs', 'Listtasks', 'ListTasks'],
  ['autoscaling', 'CompleteLifeCycleAction', 'CompleteLifecycleAction'],
  ['ec2', 'DescribeInstanceTypes', 'DescribeInstances'],
])('is refused for an operation that is not served: %s %s', async (service, operation, near) => {
  const add = () => test.aws.faults.add({ service, operation, kind: 'throttle' });
  expect(add).toThrow(`operation: local-aws serves no ${service} operation ${operation}. Near: `);
  expect(add).toThrow(near);
  const overHttp = adminClient(test.aws.url).addFault({ service, operation, kind: 'reset' });
  await expect(overHttp).rejects.toThrow(near);
  expect(test.aws.faults.list()).toEqual([]);
});

it('is refused without a guess where no operation is near', () => {
  expect(() => test.aws.faults.add({ service: 'sns', operation: 'Zzz', kind: 'throttle' })).toThrow(
    /operation Zzz\.$/,
  );
});
