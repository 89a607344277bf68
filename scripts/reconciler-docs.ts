/**
 * Brings the lists in docs/reconciler.md up to date: the steps and every entry of the tables in src/domain/drain/vocabulary with its
 * meaning. `npm run docs:reconciler` writes them; with `--check` it says what is out of date and exits 1.
 */
import { join } from 'node:path';
import { steps } from '../src/domain/drain/reconcile';
import { conditions } from '../src/domain/drain/vocabulary/conditions';
import { deadlineSources } from '../src/domain/drain/vocabulary/deadline-sources';
import { outcomes } from '../src/domain/drain/vocabulary/outcomes';
import { phases } from '../src/domain/drain/vocabulary/phases';
import { reasons } from '../src/domain/drain/vocabulary/reasons';
import { reclaimCauses } from '../src/domain/drain/vocabulary/reclaim-causes';
import { taskWaits } from '../src/domain/drain/vocabulary/task-waits';
import { bringUpToDate, listOf, type Parts } from './generated-parts';

const { starting, ended, cancelled } = phases;

const parts: Parts = {
  steps: steps
    .map(
      ({ name }, index) =>
        `${index + 1}. [\`${name}\`](../src/domain/drain/steps/${name}.ts): ${phases[name].meaning}`,
    )
    .join('\n'),
  phases: listOf({ starting, ended, cancelled }),
  deadlines: listOf(deadlineSources),
  reclaims: listOf(reclaimCauses),
  reasons: listOf(reasons),
  conditions: listOf(conditions),
  waits: listOf(taskWaits),
  outcomes: listOf(outcomes),
};

bringUpToDate(join(__dirname, '../docs/reconciler.md'), parts, 'npm run docs:reconciler').catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
