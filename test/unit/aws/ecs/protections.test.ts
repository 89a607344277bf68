import { ecsThatAnswers } from '../../../support/ecs-that-answers';
import { aHost } from '../../../support/observations';

const host = aHost({ status: 'ACTIVE', runningTasksCount: 1 });
const protectionsOf = async (answer: object) => {
  const { ecs } = ecsThatAnswers({ ListTasks: () => ({ taskArns: ['a'] }), GetTaskProtection: () => answer });
  return ecs.listProtections(host);
};

describe('protection', () => {
  it('holds until ECS says', async () => {
    const task = { taskArn: 'a', protectionEnabled: true, expirationDate: 1_767_225_600 };
    await expect(protectionsOf({ protectedTasks: [task] })).resolves.toEqual([
      { taskArn: 'a', protectedUntil: Date.UTC(2026, 0, 1) },
    ]);
  });

  it.each([
    ['a task that ECS no longer protects', { protectedTasks: [{ taskArn: 'a', protectionEnabled: false }] }],
    ['a task of no service', { failures: [{ arn: 'a', reason: 'TASK_NOT_VALID' }] }],
    ['a task that is gone', { failures: [{ arn: 'a', reason: 'MISSING' }] }],
  ])('is not that of %s', async (_, answer) => {
    await expect(protectionsOf(answer)).resolves.toEqual([]);
  });

  it.each([
    ['refused', { failures: [{ arn: 'a', reason: 'ACCESS_DENIED' }] }, 'permanent'],
    ['not answered', {}, 'transient'],
    ['failed for a reason that nobody knows', { failures: [{ arn: 'a', reason: 'BUSY' }] }, 'transient'],
    ['failed without a reason', { failures: [{ arn: 'a' }] }, 'transient'],
  ])('is unknown where it is %s, for good only where an operator has to fix it', async (_, answer, cause) => {
    await expect(protectionsOf(answer)).rejects.toMatchObject({
      callError: { operation: 'ecs.GetTaskProtection', cause },
    });
  });
});
