import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { type CallFault } from '../../src/index';
import { refusal } from '../support/errors';
import { testAws, type TestAws } from '../support/aws';

let test: TestAws;
beforeEach(async () => {
  test = await testAws();
});
afterEach(() => test.close());

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
  test.aws.faults.add({ service: 'ecs', kind: 'throttle' });
  test.aws.faults.add({ service: 'sns', kind: 'throttle' });
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
