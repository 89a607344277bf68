/** What a vocabulary's table says of each of its members. */
export interface Entry {
  readonly meaning: string;
  readonly message: string;
}

/** Returns the message of an entry; its key where another version wrote one that this table has not. */
export const messageOf = <K extends string>(
  table: Readonly<Partial<Record<K, Pick<Entry, 'message'>>>>,
  key: K,
): string => table[key]?.message ?? key;
