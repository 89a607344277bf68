import pc from 'picocolors';
import type { DrainRow } from '../../../src/cli/drain-list';
import { drainTable } from '../../../src/cli/drain-table';

const plain = pc.createColors(false);
const now = Date.UTC(2026, 0, 31, 12);
const row: DrainRow = {
  instance: 'i-0123456789abcdef0',
  cluster: 'web',
  group: 'web-group',
  trigger: 'terminate-lifecycle-action',
  containerInstance: 'unknown',
  phase: 'wait-for-tasks',
  tasksLeft: 3,
  reason: 'waiting for tasks to stop',
  conditions: ['HookExpiresSoon', 'NoReplacement'],
  startedAt: now - 125_000,
  endedAt: null,
  workflowId: 'drain-i-0123456789abcdef0.123456789012.eu-central-1',
  runId: 'run',
  taskQueue: 'ecs-drain-123456789012-eu-central-1',
  account: '123456789012',
  region: 'eu-central-1',
};

it('a drain is a row, with what somebody should know after its reason', () => {
  const silent = { ...row, cluster: undefined, tasksLeft: null, reason: 'no worker answers', conditions: [] };
  expect(drainTable({ drains: [row, silent], leftOff: 4 }, now, Infinity, plain)).toEqual([
    'INSTANCE             CLUSTER  PHASE           TASKS LEFT        AGE  REASON',
    'i-0123456789abcdef0  web      wait-for-tasks           3  2 min 5 s  waiting for tasks to stop · HookExpiresSoon · NoReplacement',
    'i-0123456789abcdef0  unknown  wait-for-tasks           -  2 min 5 s  no worker answers',
    'and 4 more: --limit shows them',
  ]);
});

it('none is said in words', () => {
  expect(drainTable({ drains: [], leftOff: 0 }, now, Infinity, plain)).toEqual(['no drains']);
});

it('those of several accounts or Regions say where each drains, and those of one do not', () => {
  const abroad = { ...row, region: 'us-east-1' };
  const elsewhere = { ...row, account: undefined, region: undefined };
  const table = (drains: DrainRow[]) =>
    drainTable({ drains, leftOff: 0 }, now, 60, plain).map((line) => line.slice(21, 51).trim());
  expect(table([row, abroad, elsewhere])).toEqual([
    'ACCOUNT AND REGION         CLU',
    '123456789012 eu-central-1  web',
    '123456789012 us-east-1     web',
    'unknown                    web',
  ]);
  expect(table([row, row])[0]).toMatch(/^CLUSTER/);
});
