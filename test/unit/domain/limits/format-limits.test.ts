import { noLimits, type PermitRequest } from '../../../../src/domain/limits/limits';
import { formatLimits } from '../../../../src/domain/limits/format-limits';
import { clusterArn, startedAt } from '../../../support/observations';

const request = (n: number, deadlineAt?: number): PermitRequest => ({
  ec2InstanceId: `i-${String(n).padStart(17, '0')}`,
  clusterArn,
  budget: 2,
  deadlineAt,
  requestedAt: startedAt,
});

describe('the limits in words', () => {
  it('say that nothing is paused, who acts and who waits', () => {
    const permits = [request(1), request(2)];
    expect(formatLimits({ ...noLimits, permits, waiting: [request(3, startedAt)] })).toBe(
      [
        'Nothing is paused.',
        '',
        'Act: 2',
        '',
        '- i-00000000000000001 in cluster demo, where 2 may act at once',
        '- i-00000000000000002 in cluster demo, where 2 may act at once',
        '',
        'Wait for a permit, the next one first: 1',
        '',
        '- i-00000000000000003 in cluster demo, where 2 may act at once, deadline 2026-01-01T00:00:00Z',
      ].join('\n'),
    );
  });

  it('say who paused all, and why', () => {
    const paused = { by: 'ana', reason: 'an incident', at: startedAt };
    expect(formatLimits({ ...noLimits, allPaused: paused })).toBe(
      '**All drains are paused** by ana since 2026-01-01T00:00:00Z: an incident',
    );
  });

  it('stay short', () => {
    const lines = formatLimits({
      ...noLimits,
      waiting: Array.from({ length: 23 }, (_, n) => request(n)),
    }).split('\n');
    expect(lines.filter((line) => line.startsWith('- i-'))).toHaveLength(20);
    expect(lines.at(-1)).toBe('- and 3 more');
  });
});
