import {
  concise,
  decideSweep,
  orphanedAmong,
  type LastDrain,
  type SkippedInstance,
  type WaitingInstance,
} from '../../../../src/domain/sweep/sweep';

const ec2InstanceId = 'i-0123456789abcdef0';
const hook = { ec2InstanceId, autoScalingGroupName: 'web', lifecycleHookName: 'drain' };
const waiting: WaitingInstance = { ec2InstanceId, autoScalingGroupName: 'web', ourHooks: ['drain'] };

describe('an instance that waits in our hook', () => {
  it.each<[string, LastDrain]>([
    ['that has no drain', { kind: 'none' }],
    ['whose drain failed', { kind: 'failed', cancelled: [] }],
    ['whose drain was terminated', { kind: 'terminated', cancelled: [] }],
    ['whose drain timed out', { kind: 'timed-out', cancelled: [] }],
    ['whose drain runs for something else', { kind: 'runs', askedFor: ['ec2'], cancelled: [] }],
    [
      'whose drain runs for a hook of the same name in another group',
      { kind: 'runs', askedFor: ['x/drain'], cancelled: [] },
    ],
    ['whose drain of something else was cancelled', { kind: 'cancelled', cancelled: ['web/backup'] }],
    [
      'whose drain completed nothing',
      { kind: 'completed', outcome: 'drained-on-request', completedHooks: [], cancelled: [] },
    ],
    [
      'whose drain completed another hook',
      { kind: 'completed', outcome: 'drained', completedHooks: ['web/backup'], cancelled: [] },
    ],
  ])('%s gets a drain', (_, drain) => {
    expect(decideSweep([waiting], { [ec2InstanceId]: drain })).toEqual({
      start: [{ ...hook, lastDrain: drain.kind }],
      leave: [],
    });
  });

  it('of which nobody knows a drain gets one', () => {
    expect(decideSweep([waiting], {}).start).toEqual([{ ...hook, lastDrain: 'none' }]);
  });

  it.each<[string, LastDrain, SkippedInstance['reason']]>([
    [
      'whose drain runs for it',
      { kind: 'runs', askedFor: ['token', 'web/drain'], cancelled: [] },
      'drain-runs',
    ],
    ['whose drain for it was cancelled', { kind: 'cancelled', cancelled: ['web/drain'] }, 'cancelled'],
    [
      'that was cancelled before its drain was terminated',
      { kind: 'terminated', cancelled: ['web/drain'] },
      'cancelled',
    ],
    ['that was cancelled before its drain failed', { kind: 'failed', cancelled: ['web/drain'] }, 'cancelled'],
    [
      'that was cancelled before a drain for another hook ended',
      { kind: 'completed', outcome: 'not-our-hook', completedHooks: [], cancelled: ['web/drain'] },
      'cancelled',
    ],
    [
      'that was cancelled before a drain for another hook began',
      { kind: 'runs', askedFor: ['web/backup'], cancelled: ['token', 'web/drain'] },
      'cancelled',
    ],
    [
      'whose drain has completed it',
      { kind: 'completed', outcome: 'drained', completedHooks: ['web/drain'], cancelled: [] },
      'completed',
    ],
  ])('%s is left', (_, drain, reason) => {
    expect(decideSweep([waiting], { [ec2InstanceId]: drain })).toEqual({
      start: [],
      leave: [{ ...hook, reason }],
    });
  });

  it('and in another of ours is decided hook by hook', () => {
    const inTwo = { ...waiting, ourHooks: ['drain', 'late'] };
    const drain: LastDrain = {
      kind: 'completed',
      outcome: 'drained',
      completedHooks: ['web/drain'],
      cancelled: [],
    };
    const { start, leave } = decideSweep([inTwo], { [ec2InstanceId]: drain });
    expect(start.map(({ lifecycleHookName }) => lifecycleHookName)).toEqual(['late']);
    expect(leave.map(({ lifecycleHookName }) => lifecycleHookName)).toEqual(['drain']);
  });
});

it.each<[WaitingInstance['ourHooks'], SkippedInstance['reason']]>([
  ['group-not-allowed', 'group-not-allowed'],
  [[], 'not-our-hook'],
])('an instance that waits elsewhere is left, whatever became of its drain: %j', (ourHooks, reason) => {
  const { start, leave } = decideSweep([{ ...waiting, ourHooks }], {
    [ec2InstanceId]: { kind: 'failed', cancelled: [] },
  });
  expect(start).toEqual([]);
  expect(leave).toEqual([{ ec2InstanceId, autoScalingGroupName: 'web', reason }]);
});

describe('a container instance that is DRAINING', () => {
  const draining = { ec2InstanceId, clusterArn: 'cluster/web', containerInstanceArn: 'container-instance/1' };

  it.each<[string, LastDrain]>([
    ['that a drain drains', { kind: 'runs', askedFor: [], cancelled: [] }],
    [
      'whose lifecycle action was completed a moment ago',
      { kind: 'completed', outcome: 'drained', completedHooks: ['web/drain'], cancelled: [] },
    ],
  ])('%s is not left by anybody', (_, drain) => {
    expect(orphanedAmong([draining], { [ec2InstanceId]: drain })).toEqual([]);
  });

  it.each<[LastDrain, unknown]>([
    [{ kind: 'none' }, undefined],
    [{ kind: 'cancelled', cancelled: ['web/drain'] }, 'cancelled'],
    [{ kind: 'terminated', cancelled: [] }, 'terminated'],
    [{ kind: 'failed', cancelled: [] }, 'failed'],
    [{ kind: 'timed-out', cancelled: [] }, 'timed-out'],
    [
      { kind: 'completed', outcome: 'drained-on-request', completedHooks: [], cancelled: [] },
      'drained-on-request',
    ],
  ])('is told with how its last drain ended: %j', (drain, lastDrain) => {
    expect(orphanedAmong([draining], { [ec2InstanceId]: drain })).toEqual([{ ...draining, lastDrain }]);
  });
});

it('what a sweep answers is sorted, and of a bounded size', () => {
  const left = Array.from({ length: 501 }, (_, n) => ({
    ec2InstanceId: `i-${String(1000 - n).padStart(17, '0')}`,
    autoScalingGroupName: 'web',
    reason: 'drain-runs' as const,
  }));
  const result = concise({ observed: 600, waiting: 501, started: [], left, orphaned: [] });
  expect(result).toMatchObject({ observed: 600, waiting: 501, leftOff: 1 });
  expect(result.left).toHaveLength(500);
  expect(result.left[0]).toEqual(left.at(-1));
});
