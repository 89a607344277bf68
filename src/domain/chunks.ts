/** The items in order, at most `size` together. */
export const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

/**
 * Works on the items in order, at most `size` at once. All are tried, whatever becomes of one.
 * @returns the answers in the order of the items
 * @throws what the first of those threw that failed
 */
export async function mapInChunks<T, R>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const settled: PromiseSettledResult<R>[] = [];
  for (const some of chunks(items, size)) settled.push(...(await Promise.allSettled(some.map(work))));
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
