/** Times and lists as people read them: deterministic, and short. */

/** Such as `9 s`, `2 min 5 s`, `3 h 20 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ''}`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
}

export const instant = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

const shown = 3;

/** Such as `a, b, c and 4 more`. */
export function listOf(items: readonly string[]): string {
  const more = items.length - shown;
  return items.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** A list with a title and its length, as Markdown after other lines: at most twenty of the items. */
export function section(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length - 20;
  return [
    '',
    `${title}: ${items.length}`,
    '',
    ...items.slice(0, 20).map((item) => `- ${item}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}
