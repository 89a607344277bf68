import { countsOf, found, notChecked, ok, orOk, sorted } from '../../../../src/domain/doctor/finding';

describe('findings', () => {
  it('a problem brings its level, its check and what fixes it', () => {
    expect(found('hook-without-role', 'arn:topic', 'web/drain')).toEqual({
      level: 'fail',
      check: 'hooks',
      problem: 'hook-without-role',
      about: 'web/drain',
      says: 'arn:topic',
      fix: 'put the hook again with a RoleARN that may publish to its target',
    });
  });

  it('are sorted by check, then by what they are about, the same in whatever order they came', () => {
    const those = [
      found('hook-without-role', 'b', 'web/drain'),
      found('hook-timeout-short', 'a', 'batch/drain'),
      ok('temporal', 'namespace default'),
      notChecked('services', 'x'),
      ok('identity', 'y'),
    ];
    const order = sorted(those).map(({ check, about }) => `${check} ${about ?? ''}`.trim());
    expect(order).toEqual(['temporal', 'identity', 'hooks batch/drain', 'hooks web/drain', 'services']);
    expect(sorted([...those].reverse())).toEqual(sorted(those));
  });

  it('all is well where nothing else is said of a check; what could not be checked says neither', () => {
    const unasked = notChecked('topics', 'denied', 'arn');
    expect(orOk('topics', 'fine', [])).toEqual([ok('topics', 'fine')]);
    expect(orOk('topics', 'fine', [unasked])).toEqual([ok('topics', 'fine'), unasked]);
    expect(orOk('topics', undefined, [unasked])).toEqual([unasked]);
    const bad = found('topic-missing', 'no', 'arn');
    expect(orOk('topics', 'fine', [bad])).toEqual([bad]);
    expect(countsOf([bad, unasked, ok('topics', '')])).toEqual({ ok: 1, warn: 0, fail: 1, 'not-checked': 1 });
  });
});
