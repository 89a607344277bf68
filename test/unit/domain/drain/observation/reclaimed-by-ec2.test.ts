import type { Ec2Instance } from '../../../../../src/domain/drain/observation/observation';
import type { Ec2Notice } from '../../../../../src/domain/notice';
import { defaultSpec } from '../../../../../src/domain/spec';
import {
  isBeingReclaimed,
  isWanted,
  reclaimedByEc2,
  tightened,
} from '../../../../../src/domain/drain/observation/reclaimed-by-ec2';
import { aRequest, ec2InstanceId } from '../../../../support/observations';

const running: Ec2Instance = { state: 'running', interruption: undefined, scheduledChangeAt: undefined };
const rebalance: Ec2Notice = { kind: 'rebalance-recommendation', ec2InstanceId };

describe('EC2 reclaims an instance', () => {
  it.each<[string, Partial<Ec2Instance>, ReturnType<typeof reclaimedByEc2>]>([
    ['that runs: no', {}, undefined],
    ['that is pending: no', { state: 'pending' }, undefined],
    ['that is stopping', { state: 'stopping' }, { cause: 'state', deadlineAt: undefined }],
    ['that has stopped', { state: 'stopped' }, { cause: 'state', deadlineAt: undefined }],
    ['that is shutting down', { state: 'shutting-down' }, { cause: 'state', deadlineAt: undefined }],
    ['that is terminated', { state: 'terminated' }, { cause: 'state', deadlineAt: undefined }],
    [
      'two minutes after it marked it for interruption',
      { interruption: { markedAt: 1000 } },
      { cause: 'spot-interruption', deadlineAt: 121_000 },
    ],
    [
      'when a scheduled change begins',
      { scheduledChangeAt: 5000 },
      { cause: 'scheduled-change', deadlineAt: 5000 },
    ],
    [
      'when it likes once a scheduled change may have begun',
      { scheduledChangeAt: 1000 },
      { cause: 'scheduled-change', deadlineAt: undefined },
    ],
    [
      'that is interrupted before its scheduled change',
      { interruption: { markedAt: 0 }, scheduledChangeAt: 5000 },
      { cause: 'spot-interruption', deadlineAt: 120_000 },
    ],
  ])('%s', (_, change, taken) => {
    expect(reclaimedByEc2({ ...running, ...change }, [], defaultSpec, 1000)).toEqual(taken);
  });

  it('on its recommendation alone only where the worker is told to heed that', () => {
    expect(reclaimedByEc2(running, [rebalance], defaultSpec, 0)).toBeUndefined();
    const heeding = { rebalanceRecommendations: 'drain' as const };
    expect(reclaimedByEc2(running, [rebalance], heeding, 0)).toEqual({
      cause: 'rebalance-recommendation',
      deadlineAt: undefined,
    });
    expect(reclaimedByEc2(running, [], heeding, 0)).toBeUndefined();
  });

  it('never later than it has said before, but for a scheduled change', () => {
    const soon = { cause: 'spot-interruption' as const, deadlineAt: 1000 };
    const later = { cause: 'scheduled-change' as const, deadlineAt: 2000 };
    expect(tightened(undefined, later)).toBe(later);
    expect(tightened(later, soon)).toEqual(soon);
    expect(tightened(soon, later)).toEqual(soon);
    expect(tightened(soon, undefined)).toBe(soon);
    expect(tightened({ cause: 'state', deadlineAt: undefined }, soon)).toBe(soon);
  });

  it('when its scheduled change begins as EC2 says now, also after that has moved or is off', () => {
    const change = { cause: 'scheduled-change' as const, deadlineAt: 2000 };
    const moved = { ...change, deadlineAt: 9000 };
    const unsaid = { ...change, deadlineAt: undefined };
    expect(tightened(change, moved)).toEqual(moved);
    expect(tightened(moved, change)).toEqual(change);
    expect(tightened(change, undefined)).toEqual(unsaid);
    expect(tightened(unsaid, change)).toEqual(change);
    // It has begun, or could have.
    expect(tightened(change, unsaid)).toEqual(change);
  });

  it.each([
    ['scheduled-change', 2000],
    ['rebalance-recommendation', undefined],
  ] as const)('that goes already after %s is on its way out', (cause, deadlineAt) => {
    const going = { cause: 'state' as const, deadlineAt: undefined };
    const before = { cause, deadlineAt };
    expect(tightened(before, going)).toEqual({ cause: 'state', deadlineAt });
    expect(tightened(going, before)).toEqual({ cause: 'state', deadlineAt });
  });
});

it.each([
  ['spot-interruption', true],
  ['state', true],
  ['scheduled-change', false],
  ['rebalance-recommendation', false],
] as const)('%s: on its way out already is %s', (cause, expected) => {
  expect(isBeingReclaimed({ reclaim: { kind: 'reclaimed', cause, deadlineAt: undefined } })).toBe(expected);
});

it('an instance is wanted by EC2 or by an operator', () => {
  const notSeen = { kind: 'not-seen' } as const;
  const reclaim = { kind: 'reclaimed', cause: 'state', deadlineAt: undefined } as const;
  expect(isWanted({ reclaim: notSeen, operatorRequest: undefined })).toBe(false);
  expect(isWanted({ reclaim, operatorRequest: undefined })).toBe(true);
  expect(isWanted({ reclaim: notSeen, operatorRequest: aRequest() })).toBe(true);
});
