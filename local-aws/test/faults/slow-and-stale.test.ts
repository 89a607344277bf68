import {
  DescribeContainerInstancesCommand,
  ListClustersCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { createWorld } from '../../src/index';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();

it('answers a slow call when the clock has come that far, and no earlier', async () => {
  test.aws.faults.add({ service: 'ecs', kind: 'slow', latencyMs: 3_000 });
  let answered = false;
  const call = test.ecs.send(new ListClustersCommand({})).then(() => (answered = true));
  await test.aws.record.until((entry) => entry.kind === 'call');
  test.clock.advanceBy(2_999);
  // A call that nothing delays is answered: the slow one would have been too.
  await fetch(`${test.aws.url}/health`);
  expect(answered).toBe(false);
  test.clock.advanceBy(1);
  expect(await call).toBe(true);
});

it('takes its time on the machine where the clock stands still', async () => {
  test.aws.faults.add({ service: 'ecs', kind: 'slow', latencyMs: 40, on: 'machine' });
  const before = performance.now();
  await test.ecs.send(new ListClustersCommand({}));
  expect(performance.now() - before).toBeGreaterThanOrEqual(39);
});

describe('a stale read', () => {
  let containerInstances: string[];
  const status = async () => {
    const answer = await test.ecs.send(
      new DescribeContainerInstancesCommand({ cluster, containerInstances }),
    );
    return first(answer.containerInstances).status;
  };
  const drain = () =>
    test.ecs.send(
      new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status: 'DRAINING' }),
    );

  beforeEach(() => {
    const world = createWorld(test.aws, { cluster });
    containerInstances = [world.containerInstance(first(world.instanceIds)).arn];
    test.aws.faults.add({ service: 'ecs', kind: 'stale-read', ageSeconds: 5 });
  });

  it('is answered as it was before, for as long as it was told', async () => {
    expect(await status()).toBe('ACTIVE');
    await drain();
    expect(await status()).toBe('ACTIVE');
    test.clock.advanceBy(5_000);
    expect(await status()).toBe('ACTIVE');
    test.clock.advanceBy(1);
    expect(await status()).toBe('DRAINING');
  });

  it('is answered as it is where nobody asked before', async () => {
    await drain();
    expect(await status()).toBe('DRAINING');
  });

  it('never touches a write', async () => {
    await drain();
    const again = await drain();
    expect(first(again.failures)).toMatchObject({ reason: 'INACTIVE' });
  });
});
