/**
 * Brings the table in docs/observability.md up to date with the metrics that there are. `npm run docs:metrics` writes it; with
 * `--check` it says that the page is out of date and exits 1.
 */
import { join } from 'node:path';
import { exposedName, metrics } from '../src/metrics/metrics';
import { bringUpToDate } from './generated-parts';

const rows = Object.values(metrics).map((spec) => {
  const labels = spec.labels.map((label) => `\`${label}\``).join(', ');
  return `| \`${exposedName(spec)}\` | ${spec.kind} | ${labels} | ${spec.meaning} |`;
});

const table = ['| Metric | Kind | Labels | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');

bringUpToDate(join(__dirname, '../docs/observability.md'), { metrics: table }, 'npm run docs:metrics').catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
