/**
 * Brings the table of kinds in docs/events.md up to date with the registry. `npm run docs:events` writes it; with `--check` it says
 * that it is out of date and exits 1.
 */
import { join } from 'node:path';
import { messageKinds } from '../src/events/registry';
import { bringUpToDate } from './generated-parts';

const rows = messageKinds.map(
  ({ name, takenFrom, about: { comesFrom, verifiedBy, leadsTo, reads, page } }) =>
    `| [\`${name}\`](${page}) | ${comesFrom} | ${takenFrom === 'event-bus' ? 'an event bus alone' : 'any'} | ${verifiedBy ?? ''} | ${leadsTo} | ${reads.map((field) => `\`${field}\``).join(', ')} |`,
);

const kinds = [
  '| Kind | Where it comes from | Taken from | Verified by | What is done | Fields read |',
  '| --- | --- | --- | --- | --- | --- |',
  ...rows,
].join('\n');

bringUpToDate(join(__dirname, '../docs/events.md'), { kinds }, 'npm run docs:events').catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
