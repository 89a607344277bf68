/** Times as they are typed: `90s`, `30m`, `1h30m`, or an instant in ISO 8601. */

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Node's timers take no more than 24.8 days, and fire at once where they are given more. */
const longestMs = 24 * 86_400_000;

/** What a drain takes as a deadline is before this. */
const lastInstant = Date.UTC(2100, 0);

/** Milliseconds of a duration such as `90s` or `1h30m`, of at most 24 days; undefined where it is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+[smhd])+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, count, unit = ''] of text.matchAll(/(\d+)([smhd])/g))
    ms += Number(count) * (unitMs[unit] ?? 0);
  return ms <= longestMs ? ms : undefined;
}

const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since the epoch of an instant with its time zone, before 2100; undefined where it is none. */
export function parseInstant(text: string): number | undefined {
  const at = isoInstant.test(text) ? Date.parse(text) : NaN;
  return at < lastInstant ? at : undefined;
}

/** An instant, or a duration from `now` on. */
export function parseInstantOrDuration(text: string, now: number): number | undefined {
  const durationMs = parseDuration(text);
  return durationMs === undefined ? parseInstant(text) : now + durationMs;
}
