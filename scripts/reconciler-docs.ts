/** Brings docs/reconciler.md up to date: the steps, and every entry of the vocabularies of a drain with its meaning. */
import { steps } from '../src/domain/drain/reconcile';
import { conditions } from '../src/domain/drain/vocabulary/conditions';
import { deadlineSources } from '../src/domain/drain/vocabulary/deadline-sources';
import { outcomes } from '../src/domain/drain/vocabulary/outcomes';
import { phases } from '../src/domain/drain/vocabulary/phases';
import { reasons } from '../src/domain/drain/vocabulary/reasons';
import { reclaimCauses } from '../src/domain/drain/vocabulary/reclaim-causes';
import { taskWaits } from '../src/domain/drain/vocabulary/task-waits';
import { bringUpToDate, listOf } from './generated-parts';

const { starting, ended, cancelled } = phases;

void bringUpToDate('reconciler.md', 'docs:reconciler', () => ({
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
}));
