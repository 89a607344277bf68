/** The example alert rules, and the metrics that their PromQL names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { z } from 'zod';

const rules = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});

export type AlertRule = z.output<typeof rules>['groups'][number]['rules'][number];

/** @throws ZodError where the file is not what Prometheus, or the runbook's reader, needs */
export function alertRules(): readonly AlertRule[] {
  const text = readFileSync(join(__dirname, '../../deploy/prometheus/alerts.yml'), 'utf8');
  return rules.parse(parse(text)).groups.flatMap((group) => group.rules);
}

/** A metric that an expression names, with the labels by which it chooses among its series. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

export interface Parsed {
  /** What is no PromQL. */
  readonly errors: readonly string[];
  readonly selectors: readonly Selector[];
  /** By which series are grouped or matched: each must be on all metrics of the expression. */
  readonly groupings: readonly string[];
}

/** @see https://prometheus.io/docs/prometheus/latest/querying/basics/ */
export function parsePromql(expression: string): Parsed {
  const errors: string[] = [];
  const selectors: { metric: string; labels: string[] }[] = [];
  const groupings: string[] = [];
  let isGrouping = false;
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      const text = expression.slice(from, to);
      if (type.isError) errors.push(`at ${from}: ${expression.slice(from, from + 20)}`);
      if (type.name === 'VectorSelector') selectors.push({ metric: '', labels: [] });
      if (type.name === 'GroupingLabels') isGrouping = true;
      const selector = selectors.at(-1);
      if (selector && type.name === 'Identifier') selector.metric = text;
      if (type.name !== 'LabelName') return;
      if (isGrouping) groupings.push(text);
      else selector?.labels.push(text);
    },
    leave: ({ type }) => {
      if (type.name === 'GroupingLabels') isGrouping = false;
    },
  });
  return { errors, selectors, groupings };
}
