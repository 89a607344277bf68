import fc from 'fast-check';
import {
  ask,
  returnPermits,
  isIdle,
  isPermitRequest,
  noLimits,
  pause,
  resume,
  type Limits,
  type PermitRequest,
} from '../../../../src/domain/limits/limits';

const idOf = (n: number): string => `i-${String(n).padStart(17, '0')}`;
const at = Date.UTC(2026, 0);
const aRequest = (n: number, change: Partial<PermitRequest> = {}): PermitRequest => ({
  ec2InstanceId: idOf(n),
  clusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/demo',
  budget: 2,
  deadlineAt: undefined,
  requestedAt: at + n,
  ...change,
});
const askAll = (...requests: PermitRequest[]): Limits => requests.reduce(ask, noLimits);
const idsOf = (requests: readonly PermitRequest[]): number[] =>
  requests.map(({ ec2InstanceId }) => +ec2InstanceId.slice(2));

describe('permits', () => {
  it('are given at once while the budget lasts, and then in the order of asking', () => {
    const full = askAll(aRequest(1), aRequest(2), aRequest(3), aRequest(4));
    expect([idsOf(full.permits), idsOf(full.waiting)]).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const next = returnPermits(full, [idOf(1)]);
    expect([idsOf(next.permits), idsOf(next.waiting)]).toEqual([[2, 3], [4]]);
  });

  it('go to those near their deadline first', () => {
    const { waiting } = askAll(
      aRequest(1),
      aRequest(2),
      aRequest(3),
      aRequest(4, { deadlineAt: 9_000 }),
      aRequest(5, { deadlineAt: 5_000 }),
    );
    expect(idsOf(waiting)).toEqual([5, 4, 3]);
  });

  it('of one cluster are not those of another', () => {
    const { permits, waiting } = askAll(
      aRequest(1),
      aRequest(2),
      aRequest(3),
      aRequest(4, { clusterArn: 'other' }),
    );
    expect([idsOf(permits), idsOf(waiting)]).toEqual([[1, 2, 4], [3]]);
  });

  it('asked for again keep their place, with the deadline as it is now', () => {
    const full = askAll(aRequest(1), aRequest(2), aRequest(3), aRequest(4));
    expect(ask(full, aRequest(1, { requestedAt: 99 }))).toBe(full);
    expect(idsOf(ask(full, aRequest(3, { requestedAt: 99 })).waiting)).toEqual([3, 4]);
    expect(idsOf(ask(full, aRequest(4, { requestedAt: 99, deadlineAt: 7 })).waiting)).toEqual([4, 3]);
  });

  it('are never more than the budget, whatever comes, and nobody is lost', () => {
    const change = fc.record({
      n: fc.nat(12),
      cluster: fc.nat(2),
      over: fc.boolean(),
      deadlineAt: fc.option(fc.nat(5), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const wanting = new Set<string>();
        const clusterOf = (n: number) => `cluster-${n % 3}`;
        const limits = changes.reduce((before, { n, over, deadlineAt }, requestedAt) => {
          if (over) wanting.delete(idOf(n));
          else wanting.add(idOf(n));
          return over
            ? returnPermits(before, [idOf(n)])
            : ask(before, aRequest(n, { clusterArn: clusterOf(n), deadlineAt, requestedAt }));
        }, noLimits);
        const both = [...limits.permits, ...limits.waiting];
        expect(new Set(both.map(({ ec2InstanceId }) => ec2InstanceId))).toEqual(wanting);
        expect(both).toHaveLength(wanting.size);
        for (const cluster of ['cluster-0', 'cluster-1', 'cluster-2']) {
          const acting = limits.permits.filter(({ clusterArn }) => clusterArn === cluster).length;
          const waits = limits.waiting.filter(({ clusterArn }) => clusterArn === cluster).length;
          expect(acting).toBeLessThanOrEqual(2);
          expect(acting).toBe(waits > 0 ? 2 : acting);
        }
      }),
    );
  });
});

describe('a pause of all', () => {
  const ana = { by: 'ana', reason: 'an incident', at: 1 };

  it('stands as it was updated first, until all is resumed', () => {
    const paused = pause(noLimits, ana);
    expect(pause(paused, { by: 'bo', reason: 'me too', at: 2 })).toBe(paused);
    expect(isIdle(paused)).toBe(false);
    expect(resume(paused)).toEqual(noLimits);
    expect(isIdle(resume(paused))).toBe(true);
  });

  it('leaves permits and those who wait for one as they are', () => {
    const full = askAll(aRequest(1), aRequest(2), aRequest(3));
    expect(resume(pause(full, ana))).toEqual(full);
  });
});

it.each([
  [aRequest(1), true],
  [{ ...aRequest(1), deadlineAt: at + 1 }, true],
  [{ ...aRequest(1), deadlineAt: null }, false],
  [{ ...aRequest(1), deadlineAt: 9e15 }, false],
  [{ ...aRequest(1), budget: 0 }, false],
  [{ ...aRequest(1), ec2InstanceId: 'web-1' }, false],
  [{ ...aRequest(1), budget: '10' }, false],
  [{ ...aRequest(1), clusterArn: undefined }, false],
  [null, false],
  ['i-0123456789abcdef0', false],
])('%j is a request for a permit: %s', (value, expected) => {
  expect(isPermitRequest(value)).toBe(expected);
});
