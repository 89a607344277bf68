import type { Asked } from '../../../../src/activities/sweep/dependencies';
import { createStartDrains } from '../../../../src/activities/sweep/start-drains';
import type { SkippedInstance, ToStart } from '../../../../src/domain/sweep/sweep';

const toStart = (n: number): ToStart => ({
  ec2InstanceId: `i-${n}`,
  autoScalingGroupName: 'web',
  lifecycleHookName: 'drain',
  lastDrain: 'none',
});

const left: SkippedInstance = { ec2InstanceId: 'i-0', autoScalingGroupName: 'db', reason: 'not-our-hook' };

describe('drains that a sweep decided to start', () => {
  const batch = Array.from({ length: 50 }, (_, n) => toStart(n + 1));

  it('are all asked for, but those that an operator has cancelled since, and what was left alone stays so', async () => {
    const wasCancelled = ['i-3', 'i-42'];
    const startDrains = createStartDrains({
      start: ({ ec2InstanceId }) =>
        Promise.resolve<Asked>(wasCancelled.includes(ec2InstanceId) ? 'cancelled' : 'asked-for'),
    });
    await expect(startDrains({ start: batch, leave: [left] })).resolves.toEqual({
      start: batch.filter(({ ec2InstanceId }) => !wasCancelled.includes(ec2InstanceId)),
      leave: [
        left,
        ...wasCancelled.map((ec2InstanceId) => ({
          ec2InstanceId,
          autoScalingGroupName: 'web',
          lifecycleHookName: 'drain',
          reason: 'cancelled',
        })),
      ],
    });
  });

  it('are all asked for although one of them fails, whose failure is the whole batch’s', async () => {
    const asked: string[] = [];
    const startDrains = createStartDrains({
      start: ({ ec2InstanceId }) => {
        asked.push(ec2InstanceId);
        return ec2InstanceId === 'i-1' ? Promise.reject(new Error('no')) : Promise.resolve('asked-for');
      },
    });
    await expect(startDrains({ start: batch, leave: [] })).rejects.toThrow('no');
    expect(asked).toEqual(batch.map(({ ec2InstanceId }) => ec2InstanceId));
  });
});
