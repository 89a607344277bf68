import pc from 'picocolors';
import { formatFindings } from '../../../src/cli/findings';
import { found, notChecked, ok } from '../../../src/domain/doctor/finding';

describe('findings as a terminal shows them', () => {
  it('a line each, the fix below what is not well, and counts', () => {
    const findings = [
      ok('temporal', 'namespace default'),
      found('hook-timeout-short', 'its timeout is 60 s', 'web/drain\u001b[2J\n'),
      notChecked('topics', 'denied'),
    ];
    expect(formatFindings(findings, pc.createColors(false)).split('\n')).toEqual([
      'ok           temporal  namespace default',
      'warn         hooks     web/drain [2J : its timeout is 60 s',
      '                       fix: raise HeartbeatTimeout to 300 or more; 3600 is a good value',
      'not checked  topics    denied',
      '',
      '1 warn, 1 ok, 1 not checked',
    ]);
  });
});
