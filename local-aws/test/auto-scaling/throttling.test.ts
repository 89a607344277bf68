import {
  DescribeAutoScalingInstancesCommand,
  DescribeLifecycleHooksCommand,
} from '@aws-sdk/client-auto-scaling';
import { audit, createWorld, type LocalAwsOptions } from '../../src/index';
import { refusal } from '../support/errors';
import { testAws, type TestAws } from '../support/aws';

let test: TestAws | undefined;
afterEach(() => test?.close());

const start = async (options: LocalAwsOptions): Promise<TestAws> => {
  test = await testAws(options);
  createWorld(test.aws, { cluster: 'demo' });
  return test;
};
const describe_ = ({ autoScaling }: TestAws) => autoScaling.send(new DescribeAutoScalingInstancesCommand({}));

it('throttles all calls of the account together, at the configured rate', async () => {
  const aws = await start({ autoScalingRate: { burst: 3, perSecond: 2 } });
  await aws.autoScaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName: 'demo' }));
  for (let n = 0; n < 2; n += 1) await describe_(aws);
  expect(await refusal(describe_(aws))).toEqual({
    name: 'Throttling',
    message: 'Rate exceeded',
    status: 400,
  });
  aws.clock.advanceBy(500);
  await describe_(aws);
  expect(audit(aws.aws.record.entries)).toMatchObject([
    { promise: 'throttled', subject: 'autoscaling.DescribeAutoScalingInstances' },
  ]);
});

it('can be switched off', async () => {
  const aws = await start({ autoScalingRate: { burst: 1, perSecond: 1 }, throttling: false });
  for (let n = 0; n < 5; n += 1) await describe_(aws);
  expect(audit(aws.aws.record.entries)).toEqual([]);
});
