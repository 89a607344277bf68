/** Brings docs/runbook.md up to date: every condition, reason and outcome with its meaning and its remedy. */
import { conditions } from '../src/domain/drain/vocabulary/conditions';
import { outcomes } from '../src/domain/drain/vocabulary/outcomes';
import { reasons } from '../src/domain/drain/vocabulary/reasons';
import { bringUpToDate } from './generated-parts';

type Table = Readonly<Record<string, { readonly meaning: string; readonly remedy: string }>>;

/** A heading each, so that every name has an address. */
const sections = (table: Table): string =>
  Object.entries(table)
    .map(([name, { meaning, remedy }]) => `### ${name}\n\n_${meaning}_\n\n${remedy}`)
    .join('\n\n');

void bringUpToDate('runbook.md', 'docs:runbook', () => ({
  conditions: sections(conditions),
  reasons: sections(reasons),
  outcomes: sections(outcomes),
}));
