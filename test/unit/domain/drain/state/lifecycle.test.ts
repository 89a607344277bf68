import {
  hasWaited,
  isNotTerminating,
  nextLifecycle,
  type Lifecycle,
} from '../../../../../src/domain/drain/state/lifecycle';

const notSeen: Lifecycle = { kind: 'not-seen' };
const waiting: Lifecycle = { kind: 'waiting' };
const elsewhere = (stage: 'gone' | 'staying' | 'terminating' | 'retained', since: number, waited: boolean) =>
  ({ kind: 'not-waiting', stage, unconfirmedSince: since, hasWaited: waited }) as const;

describe('what Auto Scaling has said of an instance', () => {
  it.each([
    ['is waiting as soon as it is seen waiting', notSeen, 'waiting', waiting],
    ['is unconfirmed from when another stage is seen', notSeen, 'staying', elsewhere('staying', 9, false)],
    [
      'keeps the time while it stays the same',
      elsewhere('gone', 1, false),
      'gone',
      elsewhere('gone', 1, false),
    ],
    [
      'starts anew with each other stage',
      elsewhere('gone', 1, true),
      'staying',
      elsewhere('staying', 9, true),
    ],
    ['remembers that the instance waited', waiting, 'gone', elsewhere('gone', 9, true)],
    ['is confirmed waiting again after a late answer', elsewhere('gone', 1, true), 'waiting', waiting],
  ] as const)('%s', (_, before, stage, expected) => {
    expect(nextLifecycle(before, stage, 9)).toEqual(expected);
  });

  it.each([
    [notSeen, false, false],
    [waiting, true, false],
    [elsewhere('terminating', 1, true), true, false],
    [elsewhere('staying', 1, false), false, true],
    [elsewhere('gone', 1, true), true, true],
    [elsewhere('retained', 1, true), true, true],
  ] as const)('%j: whether it has waited, and whether nothing terminates it', (lifecycle, waited, stays) => {
    expect(hasWaited(lifecycle)).toBe(waited);
    expect(isNotTerminating(lifecycle)).toBe(stays);
  });
});
