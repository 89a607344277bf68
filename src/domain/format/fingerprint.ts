/**
 * A short name for what a value says: values that differ have different ones, but for one pair in four billions (FNV-1a, 32 bits).
 * Of plain data.
 */
export function fingerprintOf(value: unknown): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(value)) {
    hash ^= character.charCodeAt(0);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
