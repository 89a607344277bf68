/** Brings the table of kinds of messages in docs/events.md up to date. */
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

void bringUpToDate('events.md', 'docs:events', () => ({ kinds }));
