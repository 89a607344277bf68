/** Brings docs/sweep.md up to date: why a sweep starts drains and leaves instances alone. */
import { skipReasons } from '../src/domain/sweep/vocabulary/skip-reasons';
import { startCauses } from '../src/domain/sweep/vocabulary/start-causes';
import { bringUpToDate, listOf } from './generated-parts';

void bringUpToDate('sweep.md', 'docs:sweep', () => ({
  starts: listOf(startCauses),
  skips: listOf(skipReasons),
}));
