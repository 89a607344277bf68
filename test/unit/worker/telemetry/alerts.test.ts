import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exposedName, metrics } from '../../../../src/metrics/metrics';
import { alertRules, parsePromql } from '../../../support/alerts';

const root = join(__dirname, '../../../..');
const rules = alertRules();
const ours = new Map(Object.values(metrics).map((spec) => [exposedName(spec), spec]));

/** A heading's anchor as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

it('the parser finds what is no PromQL, metrics and labels', () => {
  expect(parsePromql('sum by (region) (rate(x_total[5m]) > 0').errors).not.toEqual([]);
  expect(parsePromql('max by (region) (a{b="c"}) > 0 and on (zone) d')).toEqual({
    errors: [],
    selectors: [
      { metric: 'a', labels: ['b'] },
      { metric: 'd', labels: [] },
    ],
    groupings: ['region', 'zone'],
  });
});

describe.each(rules)('alert $alert', ({ expr, annotations }) => {
  const { errors, selectors, groupings } = parsePromql(expr);

  it('is PromQL that chooses metrics', () => {
    expect(errors).toEqual([]);
    expect(selectors.length).toBeGreaterThan(0);
  });

  it('names metrics and labels of ours that there are', () => {
    const wrong = selectors
      .filter(({ metric }) => metric.startsWith('ecs_drain_'))
      .flatMap(({ metric, labels }) => {
        const spec = ours.get(metric);
        if (spec === undefined) return [metric];
        const known: readonly string[] = ['account_id', 'region', ...spec.labels];
        return [...labels, ...groupings].filter((label) => !known.includes(label));
      });
    expect(wrong).toEqual([]);
  });

  it('leads to a part of the runbook that there is', () => {
    const [page = '', anchor] = annotations.runbook.split('#');
    const headings = readFileSync(join(root, page), 'utf8').matchAll(/^#+ (.*)$/gm);
    expect([...headings].map(([, heading = '']) => anchorOf(heading))).toContain(anchor);
  });
});

it.each([
  'HookExpiresSoon',
  'DeadLetters',
  'NoWorkerPolls',
  'DrainsNotTaken',
  'Throttled',
  'OrphanedInstances',
])('the runbook has a part on %s that an alert leads to', (name) => {
  const alert = rules.find((rule) => rule.alert === `EcsDrain${name}`);
  expect(alert?.annotations.runbook).toBe(`docs/runbook.md#${anchorOf(`Alert: ${name}`)}`);
});
