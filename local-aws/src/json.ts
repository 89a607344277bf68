/** So deep is nothing that any service takes or answers; what is much deeper could not be written as JSON again. */
const MOST_LEVELS = 100;

/** Whether lists and objects stand in each other deeper than anything here needs. */
export const isTooDeep = (value: unknown, levels = MOST_LEVELS): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isTooDeep(member, levels - 1)));

/** The value of a JSON text. @throws where it is none, or nests too deeply */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (isTooDeep(value)) throw new Error(`JSON that is nested more than ${MOST_LEVELS} levels deep.`);
  return value;
}
