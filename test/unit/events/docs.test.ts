import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEvent } from '../../../src/events/lambda-event';
import { fixture, fixturesOf, withDetail } from './support/events';
import { matches } from './support/event-pattern';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/events.md'), 'utf8');
const patterns = [...page.matchAll(/```json\n([^]*?)```/g)].map(
  ([, text = '']) => JSON.parse(text) as object,
); // JSON objects all
const events = fixturesOf('event-bridge').map(fixture);

it('docs/events.md lists the kinds that there are', () => {
  const script = ['--import', 'tsx', join(root, 'scripts/events-docs.ts'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}, 30_000);

it.each([
  'terminate-lifecycle-action',
  'spot-interruption',
  'scheduled-change',
  'instance-state-change',
  'rebalance-recommendation',
  'task-state-change',
])('a pattern of the page lets exactly the events through that lead to something: %s', (kind) => {
  const ours = events.filter((event) => parse(event)?.messageKind === kind);
  const through = ours.filter((event) => patterns.some((pattern) => matches(pattern, event)));
  expect(through.length).toBeGreaterThan(0);
  expect(through.map((event) => parse(event)?.parsed.kind)).not.toContain('ignored');
  const left = ours.filter((event) => !through.includes(event));
  expect(left.map((event) => parse(event)?.parsed.kind)).not.toContain('notices');
});

it('every pattern of the page lets one of the examples through, and nothing of another kind', () => {
  expect(patterns).toHaveLength(6);
  for (const pattern of patterns) {
    const kinds = events.filter((event) => matches(pattern, event)).map((event) => parse(event)?.messageKind);
    expect(new Set(kinds).size).toBe(1);
  }
});

it.each([{ lastStatus: 'RUNNING' }, { containerInstanceArn: undefined }, { clusterArn: 'another' }])(
  'a task that wakes nobody does not call the function: %j',
  (change) => {
    const event = withDetail(fixture('event-bridge/task-state-change'), change);
    expect(patterns.some((pattern) => matches(pattern, event))).toBe(false);
  },
);

const parse = (event: unknown) => parseEvent(event, { rebalanceRecommendations: 'drain' }).records[0];
