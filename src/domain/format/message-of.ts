/** The message of an entry of a table; its key where another version wrote one that this table has not. */
export const messageOf = <K extends string>(
  table: Readonly<Partial<Record<K, { readonly message: string }>>>,
  key: K,
): string => table[key]?.message ?? key;
