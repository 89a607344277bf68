import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseEvent } from '../../../src/events/lambda-event';
import { deployed } from '../../support/deploy/deployments';
import { fixture, fixturesOf } from '../events/support/events';
import { matches } from '../events/support/event-pattern';

const page = readFileSync(join(__dirname, '../../../docs/events.md'), 'utf8');
const pattern = z.looseObject({ source: z.array(z.string()) });

/** Those of the page, but for lifecycle actions: a topic brings them. */
const documented = [...page.matchAll(/```json\n([^]*?)```/g)]
  .map(([, text = '']) => pattern.parse(JSON.parse(text)))
  .filter(({ source }) => !source.includes('aws.autoscaling'));

const rule = z.object({
  EventPattern: pattern,
  Targets: z.tuple([z.strictObject({ Id: z.string(), Arn: z.string() })]),
});

const stack = deployed('on instances, with all that there is', {
  ClusterArns: 'arn:aws:ecs:us-west-2:111122223333:cluster/default', // of the page, and of the examples
});
const rules = Object.entries(stack.resources)
  .filter(([, { Type }]) => Type === 'AWS::Events::Rule')
  .map(([name, { Properties }]) => [name, rule.parse(Properties)] as const);

it('the rules have the patterns of docs/events.md', () => {
  const byText = (patterns: readonly object[]) => patterns.map((each) => JSON.stringify(each)).sort();
  expect(byText(rules.map(([, { EventPattern }]) => EventPattern))).toEqual(byText(documented));
});

it.each([
  ['SpotInterruptionRule', 'spot-interruption'],
  ['ScheduledChangeRule', 'scheduled-change'],
  ['StateChangeRule', 'instance-state-change'],
  ['RebalanceRecommendationRule', 'rebalance-recommendation'],
  ['StoppedTaskRule', 'task-state-change'],
])('%s sends what the starter understands', (name, kind) => {
  const { EventPattern } = rule.parse(stack.resources[name]?.Properties);
  const sent = fixturesOf('event-bridge')
    .map(fixture)
    .filter((event) => matches(EventPattern, event));
  const [parsed] = sent.map((event) => parseEvent(event, { rebalanceRecommendations: 'drain' }).records[0]);
  expect(sent).toHaveLength(1);
  expect(parsed?.messageKind).toBe(kind);
  expect(['notices', 'wake']).toContain(parsed?.parsed.kind);
});

it.each(rules)('%s calls the starter, as it stands, and may', (name, { Targets }) => {
  expect(Targets).toEqual([
    { Id: 'starter', Arn: 'arn:aws:lambda:eu-central-1:123456789012:function:Starter' },
  ]);
  const permissions = Object.values(stack.resources).filter(({ Type }) => Type === 'AWS::Lambda::Permission');
  const sources = permissions.map(({ Properties }) => Properties['SourceArn']);
  expect(sources).toContain(`arn:aws:events:eu-central-1:123456789012:rule/${name}`);
});

it('nobody calls the starter but the topics and the rules', () => {
  const permissions = Object.values(stack.resources).filter(({ Type }) => Type === 'AWS::Lambda::Permission');
  expect(permissions).toHaveLength(rules.length + 2);
  const callers = permissions.map(({ Properties }) => Properties['Principal']);
  expect(new Set(callers)).toEqual(new Set(['sns.amazonaws.com', 'events.amazonaws.com']));
  expect(permissions.filter(({ Properties }) => typeof Properties['SourceArn'] !== 'string')).toEqual([]);
});
