/** No service takes or answers anything so deep; what is much deeper could not even be written as JSON again. */
const MOST_LEVELS = 100;

const isTooDeep = (value: unknown, levels = MOST_LEVELS): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isTooDeep(member, levels - 1)));

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  /** `why` goes on a sentence: it is `not JSON`. */
  | { readonly ok: false; readonly why: string };

/** The value of a JSON text from outside. */
export function parseJson(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    return isTooDeep(value) ? { ok: false, why: 'nested too deeply' } : { ok: true, value };
  } catch {
    return { ok: false, why: 'not JSON' };
  }
}
