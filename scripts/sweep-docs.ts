/**
 * Brings the lists in docs/sweep.md up to date with the tables in src/domain/sweep/vocabulary. `npm run docs:sweep` writes them; with
 * `--check` it says that the page is out of date and exits 1.
 */
import { join } from 'node:path';
import { skipReasons } from '../src/domain/sweep/vocabulary/skip-reasons';
import { startCauses } from '../src/domain/sweep/vocabulary/start-causes';
import { bringUpToDate, listOf } from './generated-parts';

const parts = { starts: listOf(startCauses), skips: listOf(skipReasons) };

bringUpToDate(join(__dirname, '../docs/sweep.md'), parts, 'npm run docs:sweep').catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
