import type { Status, TaskStatus } from '../../../../../src/domain/drain/status/status';
import { details } from '../../../../../src/domain/drain/status/details';
import { headline, timerSummary } from '../../../../../src/domain/drain/status/format-status';
import { messageOf } from '../../../../../src/domain/format/message-of';
import { outcomes } from '../../../../../src/domain/drain/vocabulary/outcomes';
import { reasons } from '../../../../../src/domain/drain/vocabulary/reasons';
import {
  clusterArn,
  containerInstanceArn,
  ec2InstanceId,
  plan,
  startedAt,
} from '../../../../support/observations';

const minute = 60_000;
const aTaskStatus = (change: Partial<TaskStatus> = {}): TaskStatus => ({
  taskId: 'b'.repeat(32),
  role: 'standalone',
  rule: undefined,
  service: undefined,
  lastStatus: 'RUNNING',
  state: 'running',
  waitsFor: 'RunsToItsEnd',
  since: startedAt,
  until: undefined,
  ...change,
});

const status: Status = {
  ...plan().status,
  ec2InstanceId,
  phase: 'wait-for-tasks',
  reason: 'TasksRunning',
  unchangedSince: startedAt + minute,
  lifecycleHooks: ['web/drain', 'web/other'],
  requestedBy: 'ann: new image',
  commands: [],
  clusterArn,
  containerInstanceArn,
  tasks: [
    aTaskStatus({ service: 'web', role: 'service', waitsFor: 'StillServing' }),
    aTaskStatus({
      taskId: 'a'.repeat(32),
      rule: 'slow',
      lastStatus: 'STOPPING',
      state: 'stopping',
      waitsFor: 'InStopTimeout',
      until: startedAt + 5 * minute,
    }),
    aTaskStatus({ taskId: 'c'.repeat(32), waitsFor: 'HasGrace', until: startedAt + 6 * minute }),
  ],
  tasksStopped: 2,
  conditions: [{ type: 'IgnoresSigterm', message: 'it is late', since: startedAt }],
  deadline: { at: startedAt + 9 * minute, setBy: 'spec', result: 'CONTINUE' },
  hookExpiresAt: startedAt + 8 * minute,
  hookDefaultResult: 'ABANDON',
  heartbeats: 3,
  heartbeatDueAt: startedAt + 4 * minute,
  nextObservationAt: startedAt + 2 * minute,
  outcome: undefined,
};

describe('the page for the operator on call', () => {
  it('says all that is known, tasks sorted', () => {
    expect(details(status)).toBe(
      [
        '**wait-for-tasks**: waiting for tasks to stop',
        '',
        '- **IgnoresSigterm** since 2026-01-01T00:00:00Z: it is late',
        '- requested by: ann: new image',
        '',
        'Still there: 3 tasks left: 1 of service web, 1 standalone, 1 standalone stopping',
        '',
        `- \`${'a'.repeat(32)}\` standalone (rule slow), STOPPING: stopping since 2026-01-01T00:00:00Z, should stop by 2026-01-01T00:05:00Z`,
        `- \`${'b'.repeat(32)}\` service web, RUNNING: still serving since 2026-01-01T00:00:00Z`,
        `- \`${'c'.repeat(32)}\` standalone, RUNNING: has some time left since 2026-01-01T00:00:00Z, is stopped at 2026-01-01T00:06:00Z`,
        '',
        'Next:',
        '',
        '- next observation: 2026-01-01T00:02:00Z',
        '- next heartbeat: 2026-01-01T00:04:00Z',
        '- hook expires: 2026-01-01T00:08:00Z, then ABANDON, unless it is kept alive or completed',
        '- deadline: 2026-01-01T00:09:00Z (as configured), then CONTINUE',
        '',
        'What it is about:',
        '',
        `- instance: ${ec2InstanceId}`,
        '- lifecycle hook: web/drain',
        '- lifecycle hook: web/other',
        '- cluster: demo',
        '- container instance: aaaabbbbccccddddeeeeffff00001111',
        '- tasks stopped: 2',
        '- heartbeats: 3',
        '- nothing changed since: 2026-01-01T00:01:00Z',
      ].join('\n'),
    );
  });

  it('leaves out what is not known', () => {
    const bare: Status = {
      ...status,
      lifecycleHooks: [],
      requestedBy: undefined,
      clusterArn: undefined,
      containerInstanceArn: undefined,
      tasks: undefined,
      conditions: [],
      deadline: undefined,
      hookExpiresAt: undefined,
      heartbeatDueAt: undefined,
      nextObservationAt: undefined,
    };
    expect(details(bare)).toBe(
      [
        '**wait-for-tasks**: waiting for tasks to stop',
        '',
        'What it is about:',
        '',
        `- instance: ${ec2InstanceId}`,
        '- tasks stopped: 2',
        '- heartbeats: 3',
        '- nothing changed since: 2026-01-01T00:01:00Z',
      ].join('\n'),
    );
  });

  it.each([
    [5, false],
    [6, true],
  ])('shows at most a handful of %d tasks', (count, isCut) => {
    const tasks = Array.from({ length: count }, (_, n) => aTaskStatus({ taskId: `${n}`.repeat(32) }));
    const lines = details({ ...status, tasks }).split('\n');
    expect(lines.filter((line) => line.startsWith('- `'))).toHaveLength(5);
    expect(lines.includes('- and 1 more')).toBe(isCut);
  });

  it('names the last handful of what people told it', () => {
    const told = (n: number) => ({ kind: 'pause', by: 'ann', reason: `reason ${n}`, at: startedAt }) as const;
    const commands = Array.from({ length: 7 }, (_, n) => told(n)) as unknown as Status['commands']; // what the page reads of them
    const lines = details({ ...status, commands }).split('\n');
    expect(lines.filter((line) => line.startsWith('- **pause**'))).toHaveLength(5);
    expect(lines).toContain('- **pause** by ann at 2026-01-01T00:00:00Z: reason 6');
  });

  it('says that a hook that is not read ends with its default result', () => {
    expect(details({ ...status, hookDefaultResult: undefined })).toContain(
      'Z, then its default result, unless',
    );
  });
});

describe('one line', () => {
  const now = startedAt + minute;

  it('says the outcome, and nothing of tasks, when the drain is over', () => {
    const over: Status = {
      ...status,
      phase: 'ended',
      outcome: 'drained',
      conditions: [],
      nextObservationAt: undefined,
    };
    expect(headline(over, now)).toBe(`ended · ${messageOf(outcomes, 'drained')}`);
  });

  it.each([
    ['no task is left', []],
    ['no task was listed', undefined],
  ])('says no number where %s', (_, tasks) => {
    const empty: Status = { ...status, tasks, conditions: [], nextObservationAt: undefined };
    expect(headline(empty, now)).toBe(`wait-for-tasks · ${messageOf(reasons, 'TasksRunning')}`);
    expect(timerSummary(empty)).toBe('wait-for-tasks: waiting for tasks to stop');
  });

  it('of one task speaks of one task', () => {
    expect(timerSummary({ ...status, tasks: [aTaskStatus()] })).toBe(
      'wait-for-tasks: waiting for tasks to stop (1 task left: 1 standalone)',
    );
  });

  it('for a timer is cut at 200 characters', () => {
    const tasks = Array.from({ length: 9 }, (_, n) => aTaskStatus({ service: `${n}${'x'.repeat(60)}` }));
    expect(timerSummary({ ...status, tasks })).toMatch(/^wait-for-tasks: waiting.{177}$/);
  });
});
