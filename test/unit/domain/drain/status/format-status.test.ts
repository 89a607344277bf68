import { reasons, type Reason } from '../../../../../src/domain/drain/vocabulary/reasons';
import { duration } from '../../../../../src/domain/format/text';
import { details } from '../../../../../src/domain/drain/status/details';
import {
  headline,
  formatTasksLeft,
  timerSummary,
} from '../../../../../src/domain/drain/status/format-status';
import { aTask, plan, selfStarted, startedAt, transient, withTasks } from '../../../../support/observations';
import { unknown } from '../../../../../src/domain/drain/observation/observation';

const now = startedAt + 1000;
const web = (n: number) => Array.from({ length: n }, () => aTask({ group: 'service:web' }));

describe('words', () => {
  it('say what is left, reason, and what comes next', () => {
    const { status } = plan(withTasks(...web(2), aTask(), selfStarted()));
    expect(headline({ ...status, nextObservationAt: now + 9000 }, now)).toBe(
      'wait-for-tasks · waiting for tasks to stop · 4 tasks left: 2 of service web, 1 self-started, 1 standalone · next observation in 9 s',
    );
  });

  it('name the call error', () => {
    expect(headline(plan({ tasks: unknown(transient) }).status, now)).toContain(
      'ecs.DescribeTasks: ServerException',
    );
  });

  it('are the same whatever the order in which tasks were seen', () => {
    const tasks = [...web(3), selfStarted(), aTask()];
    const { status } = plan(withTasks(...tasks));
    const reversed = plan(withTasks(...tasks.reverse())).status;
    expect(details(reversed)).toBe(details(status));
  });

  it('stay short however many tasks are left', () => {
    const { status } = plan(withTasks(...web(500)));
    expect(details(status)).toContain('and 495 more');
    expect(details(status).length).toBeLessThan(2000);
    expect(timerSummary(status).length).toBeLessThanOrEqual(200);
  });

  it('count a handful of kinds', () => {
    const kinds = Array.from({ length: 9 }, (_, n) => aTask({ group: `service:s${n}` }));
    const { status } = plan(withTasks(...kinds));
    expect(formatTasksLeft(status.tasks ?? [])).toBe(
      '9 tasks left: 1 of service s0, 1 of service s1, 1 of service s2, 1 of service s3, 1 of service s4, …',
    );
  });

  it('know every reason', () => {
    const { status } = plan();
    for (const [reason, { message }] of Object.entries(reasons))
      expect(timerSummary({ ...status, reason: reason as Reason })).toContain(message); // the table's own keys
  });

  it.each([
    [0, '0 s'],
    [59_400, '59 s'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [12_000_000, '3 h 20 min'],
  ])('%d ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});
