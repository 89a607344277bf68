import type { SweepResult } from '../../../../src/domain/sweep/sweep';
import { formatSweep } from '../../../../src/domain/sweep/format-sweep';

const nothing: SweepResult = {
  observed: 12,
  waiting: 0,
  started: [],
  left: [],
  drainingByNobody: [],
  leftOff: 0,
};
const hook = { autoScalingGroupName: 'web', lifecycleHookName: 'drain' };

describe('a sweep in words', () => {
  it('that found nothing is one line', () => {
    expect(formatSweep(nothing)).toBe('0 of 12 instances wait in a termination hook.');
  });

  it('tells each list, and why', () => {
    const arn = 'arn:aws:ecs:eu-west-1:123456789012';
    const text = formatSweep({
      ...nothing,
      waiting: 3,
      started: [{ ...hook, ec2InstanceId: 'i-00000001', lastDrain: 'terminated' }],
      left: [
        { ...hook, ec2InstanceId: 'i-00000002', reason: 'cancelled' },
        { autoScalingGroupName: 'db', ec2InstanceId: 'i-00000003', reason: 'not-our-hook' },
      ],
      drainingByNobody: [
        {
          ec2InstanceId: 'i-00000004',
          clusterArn: `${arn}:cluster/web`,
          containerInstanceArn: `${arn}:container-instance/web/abc`,
          lastDrain: 'drained-on-request',
        },
      ],
    });
    expect(text.split('\n')).toEqual([
      '3 of 12 instances wait in a termination hook.',
      '',
      'Asked for a drain: 1',
      '',
      '- i-00000001 in hook web/drain: its drain had been terminated',
      '',
      'Left alone: 2',
      '',
      '- i-00000002 in hook web/drain: an operator cancelled its drain',
      '- i-00000003 of group db: none of the hooks of its group is ours',
      '',
      'DRAINING, though nobody drains or terminates them: 1',
      '',
      '- i-00000004 in cluster web, container instance abc: its last drain ended drained-on-request',
    ]);
  });

  it('names the setting that is missing', () => {
    const text = formatSweep({ ...nothing, unable: 'our-hooks-unknown' });
    expect(text).toContain('**No drain could be started**');
    expect(text).toContain('Set ECS_DRAIN_NOTIFICATION_TARGETS, or ECS_DRAIN_LIFECYCLE_HOOKS');
  });

  it('stays short', () => {
    const started = Array.from({ length: 30 }, (_, n) => ({
      ...hook,
      ec2InstanceId: `i-${n}`,
      lastDrain: 'none' as const,
    }));
    const text = formatSweep({ ...nothing, started, leftOff: 7 });
    expect(text).toContain('Asked for a drain: 30');
    expect(text).toContain('- and 10 more');
    expect(text).toContain('7 more are not listed.');
    expect(text.split('\n').length).toBeLessThan(30);
  });
});
