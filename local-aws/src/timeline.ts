import { styleText } from 'node:util';
import type { RecordEntry } from './record-entries';
import { callsLine } from './timeline-calls';
import { type Change, createTeller, type TimelineLine, type Tone } from './timeline-lines';

export interface TimelineOptions {
  /** Colours for a terminal. @default false */
  readonly colours?: boolean;
}

/** Calls that come later than this after the last are a line of their own. */
const CALLS_APART_MS = 60_000;

/** So many things that do the same in the same instant are one line. */
const ALIKE_FROM = 4;

/**
 * A record as people read it: a line a change, with the time since the first; what becomes of one thing in one instant is
 * one line, and calls between two changes are one line.
 */
export function timeline(entries: readonly RecordEntry[], options: TimelineOptions = {}): string {
  const first = entries[0];
  if (!first) return 'Nothing has happened yet.\n';
  const lines = linesOf(entries);
  const hostWidth = widest(lines.map(({ host }) => host));
  const subjectWidth = widest(lines.map(({ subject }) => subject));
  const rendered = lines.map(({ atMs, host, subject, steps, tone }) => {
    const text = subject.endsWith('events') ? counted(steps) : steps.join(' → ');
    const when = relative(atMs - first.at).padStart(11);
    const words = `${host.padEnd(hostWidth)}  ${subject.padEnd(subjectWidth)}  ${text}`.trimEnd();
    return `${when}  ${options.colours ? paint(tone, words) : words}`;
  });
  return [`Since ${new Date(first.at).toISOString()}:`, ...rendered, ''].join('\n');
}

/** The lines of a timeline before they are laid out. */
export function linesOf(entries: readonly RecordEntry[]): TimelineLine[] {
  const tell = createTeller();
  return stretches(entries).flatMap((stretch) => {
    const [first] = stretch;
    if (first?.kind === 'call') return [callsLine(stretch.filter((entry) => entry.kind === 'call'))];
    const changes = stretch.filter((entry): entry is Change => entry.kind !== 'call');
    return together(ofOneThing(changes.map(tell)));
  });
}

/** Cuts a record where calls begin or end, and changes at each instant. */
function stretches(entries: readonly RecordEntry[]): RecordEntry[][] {
  const cut: RecordEntry[][] = [];
  for (const entry of entries) {
    const current = cut.at(-1);
    const last = current?.at(-1);
    const belongs = last && belongTogether(last, entry);
    if (belongs) current?.push(entry);
    else cut.push([entry]);
  }
  return cut;
}

const belongTogether = (last: RecordEntry, next: RecordEntry): boolean =>
  last.kind === 'call'
    ? next.kind === 'call' && next.at - last.at < CALLS_APART_MS
    : next.kind !== 'call' && next.at === last.at;

/** Joins what becomes of one thing: `PROVISIONING → PENDING → RUNNING`. */
function ofOneThing(lines: readonly TimelineLine[]): TimelineLine[] {
  return grouped(lines, ({ host, subject }) => `${host} ${subject}`).map((group) => ({
    ...group[0],
    steps: group.flatMap(({ steps }) => steps),
    tone: group.map(({ tone }) => tone).reduce(worse),
  }));
}

/** Many that do the same: one line with their number. */
function together(lines: readonly TimelineLine[]): TimelineLine[] {
  return grouped(lines, ({ subject, steps }) => `${withoutIds(subject)}: ${steps.join(' ')}`).flatMap(
    (group) => {
      const [line] = group;
      if (group.length < ALIKE_FROM) return group;
      const hosts = new Set(group.map(({ host }) => host)).size;
      const host = hosts > 1 ? `(${hosts} instances)` : line.host;
      const many = group.length > hosts || hosts === 1 ? `${group.length} × ` : '';
      return [{ ...line, host, subject: `${many}${withoutIds(line.subject)}` }];
    },
  );
}

type Group<T> = [T, ...T[]];

/** What has the same key, in the order in which keys first come. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Group<T>[] {
  const groups = new Map<string, Group<T>>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

function counted(steps: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  return [...counts].map(([step, count]) => (count > 1 ? `${step} ×${count}` : step)).join(', ');
}

const withoutIds = (subject: string): string => subject.replace(/ [0-9a-f]{8}\b/, '');

const tones: readonly Tone[] = ['quiet', 'plain', 'good', 'bad'];
const worse = (a: Tone, b: Tone): Tone => (tones.indexOf(a) > tones.indexOf(b) ? a : b);

const colours = { good: 'green', bad: 'red', quiet: 'gray', plain: 'reset' } as const;
const paint = (tone: Tone, text: string): string => styleText(colours[tone], text, { validateStream: false });

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));

/** `+1h 02m 03.4s`, with no more than is needed. */
function relative(ms: number): string {
  const seconds = (ms % 60_000) / 1000;
  const minutes = Math.floor(ms / 60_000) % 60;
  const hours = Math.floor(ms / 3_600_000);
  if (hours > 0) return `+${hours}h ${pad(minutes)}m ${pad(Math.floor(seconds))}s`;
  if (minutes > 0) return `+${minutes}m ${pad(Math.floor(seconds))}.${String(Math.floor(ms / 100) % 10)}s`;
  return `+${seconds.toFixed(1)}s`;
}

const pad = (value: number): string => String(value).padStart(2, '0');
