import type { CallRecord } from './record-entries';
import type { TimelineLine } from './timeline-lines';

/** Calls with no change between them: what was called how often, by whom, and what was refused or struck. */
export function callsLine(calls: readonly (CallRecord & { readonly at: number })[]): TimelineLine {
  const byOperation = new Map<string, CallRecord[]>();
  for (const call of calls) {
    const name = `${call.service}.${call.operation}`;
    byOperation.set(name, [...(byOperation.get(name) ?? []), call]);
  }
  const words = [...byOperation].map(([name, same]) => `${name}${times(same.length)}${troubles(same)}`);
  const first = calls[0];
  const overMs = (calls.at(-1)?.at ?? 0) - (first?.at ?? 0);
  const over = overMs > 0 ? `, over ${(overMs / 1000).toFixed(1)} s` : '';
  const callers = [...new Set(calls.map(({ caller }) => caller))];
  return {
    atMs: first?.at ?? 0,
    host: '',
    subject: 'calls',
    steps: [`${words.join(', ')} by ${callers.join(', ')}${over}`],
    tone: calls.some((call) => trouble(call) !== undefined) ? 'bad' : 'quiet',
  };
}

const times = (count: number): string => (count > 1 ? ` ×${count}` : '');

function troubles(calls: readonly CallRecord[]): string {
  const counts = new Map<string, number>();
  for (const call of calls) {
    const what = trouble(call);
    if (what !== undefined) counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const words = [...counts].map(([what, count]) => `${what}${times(count)}`);
  return words.length > 0 ? ` (${words.join(', ')})` : '';
}

function trouble({ outcome, fault }: CallRecord): string | undefined {
  const struck = fault === undefined ? '' : 'fault: ';
  switch (outcome.kind) {
    case 'ok':
      return fault === undefined ? undefined : `fault: ${fault}`;
    case 'error':
      return `${struck}${outcome.code}`;
    case 'no-answer':
      return `${struck}${outcome.how}${outcome.effect ? ' after the effect' : ''}`;
  }
}
