/** Brings the table of metrics in docs/observability.md up to date. */
import { exposedName, metrics } from '../src/metrics/metrics';
import { bringUpToDate } from './generated-parts';

const rows = Object.values(metrics).map((spec) => {
  const labels = spec.labels.map((label) => `\`${label}\``).join(', ');
  return `| \`${exposedName(spec)}\` | ${spec.kind} | ${labels} | ${spec.meaning} |`;
});

const table = ['| Metric | Kind | Labels | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');

void bringUpToDate('observability.md', 'docs:metrics', () => ({ metrics: table }));
