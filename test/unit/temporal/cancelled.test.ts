import type { WorkflowExecutionStatusName } from '@temporalio/client';
import { cancelledSoFar } from '../../../src/temporal/cancelled';

const after = (name: WorkflowExecutionStatusName, memo: Record<string, unknown> | undefined) =>
  cancelledSoFar({ status: { name }, memo });

it.each<[string, WorkflowExecutionStatusName, Record<string, unknown> | undefined, readonly string[]]>([
  [
    'what a cancelled run was asked for',
    'CANCELLED',
    { askedFor: ['web/drain', 'token'] },
    ['web/drain', 'token'],
  ],
  ['nothing, of a run that ended by itself', 'COMPLETED', { askedFor: ['web/drain'] }, []],
  ['nothing, of a run that has not looked', 'CANCELLED', undefined, []],
  [
    'what was cancelled before a run that ended by itself',
    'COMPLETED',
    { cancelled: ['web/drain'], askedFor: ['web/backup'] },
    ['web/drain'],
  ],
  [
    'what was cancelled before a run that runs',
    'RUNNING',
    { cancelled: ['web/drain'], askedFor: ['web/backup'] },
    ['web/drain'],
  ],
  ['what was cancelled before a run that failed', 'FAILED', { cancelled: ['web/drain'] }, ['web/drain']],
  ['what was cancelled before one that was terminated', 'TERMINATED', { cancelled: ['ec2'] }, ['ec2']],
  [
    'both cancels, each thing once, the newest last',
    'CANCELLED',
    { cancelled: ['web/drain', 'ec2'], askedFor: ['web/drain', 'web/backup'] },
    ['ec2', 'web/drain', 'web/backup'],
  ],
  ['nothing, of a memo that is not ours', 'CANCELLED', { cancelled: 'all', askedFor: [1, null] }, []],
])('what people have cancelled is %s', (_, name, memo, cancelled) => {
  expect(after(name, memo)).toEqual(cancelled);
});

it('is of a bounded size, and keeps the newest', () => {
  const many = Array.from({ length: 300 }, (_, n) => `web/${n}`);
  const kept = after('CANCELLED', { cancelled: many, askedFor: ['web/drain'] });
  expect(kept).toHaveLength(200);
  expect(kept.at(-1)).toBe('web/drain');
});
