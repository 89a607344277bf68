import { ecsThatAnswers } from '../../../support/ecs-that-answers';
import { aHost, clusterArn } from '../../../support/observations';

const tasks = (...taskArns: string[]) => ({ taskArns });
const busy = aHost({ runningTasksCount: 1 });

describe('a task that ECS does not describe', () => {
  it('has stopped, if it was known and is MISSING now', async () => {
    const { ecs } = ecsThatAnswers({
      DescribeTasks: () => ({ failures: [{ arn: 'a', reason: 'MISSING' }] }),
    });
    await expect(ecs.describeTasks(clusterArn, ['a'])).resolves.toMatchObject([
      { taskArn: 'a', lastStatus: 'STOPPED' },
    ]);
  });

  it.each([
    ['is refused', { failures: [{ arn: 'a', reason: 'ACCESS_DENIED' }] }, 'permanent'],
    ['is not mentioned', {}, 'transient'],
  ])('is not taken for stopped when it %s', async (_, answer, cause) => {
    const { ecs } = ecsThatAnswers({ DescribeTasks: () => answer });
    await expect(ecs.describeTasks(clusterArn, ['a'])).rejects.toMatchObject({
      callError: { operation: 'ecs.DescribeTasks', cause },
    });
  });

  it('is not taken for stopped when it was listed as running a moment ago', async () => {
    const { ecs } = ecsThatAnswers({
      ListTasks: ({ desiredStatus }) => tasks(...(desiredStatus === 'RUNNING' ? ['a'] : [])),
      DescribeTasks: () => ({ failures: [{ arn: 'a', reason: 'MISSING' }] }),
    });
    await expect(ecs.listUnstoppedTasks(busy)).rejects.toMatchObject({
      callError: { code: 'InconsistentRead', cause: 'transient' },
    });
  });
});

describe('a listing', () => {
  it('holds what was told to stop and has not', async () => {
    const { ecs } = ecsThatAnswers({
      ListTasks: ({ desiredStatus }) => tasks(desiredStatus === 'RUNNING' ? 'running' : 'stopping'),
      DescribeTasks: ({ tasks: arns }) => ({
        tasks: (arns as string[]).map((taskArn) => ({
          taskArn,
          lastStatus: 'RUNNING',
          desiredStatus: 'RUNNING',
        })),
      }),
    });
    await expect(ecs.listUnstoppedTasks(busy)).resolves.toMatchObject([
      { taskArn: 'running' },
      { taskArn: 'stopping' },
    ]);
  });

  it('asks only for what was told to stop where ECS counts no task', async () => {
    const { ecs, asked } = ecsThatAnswers({ ListTasks: () => tasks() });
    await expect(ecs.listUnstoppedTasks(aHost())).resolves.toEqual([]);
    expect(asked).toEqual(['ListTasks']);
  });
});
