import { ListContainerInstancesCommand, ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { audit, createWorld } from '../../src/index';
import { refusal } from '../support/errors';
import { testAws, type TestAws } from '../support/aws';

let test: TestAws | undefined;
afterEach(() => test?.close());

const start = async (throttling?: boolean): Promise<TestAws> => {
  test = await testAws(throttling === undefined ? {} : { throttling });
  createWorld(test.aws, { cluster: 'demo', instances: 1 });
  return test;
};
const listTasks = ({ ecs }: TestAws) => ecs.send(new ListTasksCommand({ cluster: 'demo' }));

it('throttles cluster resource reads after a burst of 100, together', async () => {
  const aws = await start();
  for (let n = 0; n < 50; n += 1) {
    await listTasks(aws);
    await aws.ecs.send(new ListContainerInstancesCommand({ cluster: 'demo' }));
  }
  expect(await refusal(listTasks(aws))).toEqual({
    name: 'ThrottlingException',
    message: 'Rate exceeded',
    status: 400,
  });
  expect(audit(aws.aws.record.entries)).toMatchObject([{ promise: 'throttled', subject: 'ecs.ListTasks' }]);
});

it('lets 20 reads a second through when the burst is used up', async () => {
  const aws = await start();
  for (let n = 0; n < 100; n += 1) await listTasks(aws);
  aws.clock.advanceBy(500);
  for (let n = 0; n < 10; n += 1) await listTasks(aws);
  expect((await refusal(listTasks(aws))).name).toBe('ThrottlingException');
});

it('keeps changes of cluster resources in a bucket of their own', async () => {
  const aws = await start();
  for (let n = 0; n < 100; n += 1) await listTasks(aws);
  const stop = aws.ecs.send(new StopTaskCommand({ cluster: 'demo', task: 'nowhere' }));
  expect((await refusal(stop)).name).toBe('InvalidParameterException');
});

it('can be switched off', async () => {
  const aws = await start(false);
  for (let n = 0; n < 120; n += 1) await listTasks(aws);
  expect(audit(aws.aws.record.entries)).toEqual([]);
});
