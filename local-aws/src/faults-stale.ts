interface Told {
  readonly atMs: number;
  readonly result: object;
}

/**
 * What was answered lately to each call. A stale read is answered with the oldest of it that is young enough: an answer
 * that was true when it was first given, never one made up.
 */
export class StaleAnswers {
  private readonly told = new Map<string, Told[]>();

  /** Remembers `fresh`, and gives the oldest answer to this call from at or after `sinceMs`. */
  swap(
    call: { readonly operation: string; readonly input: unknown },
    fresh: object,
    nowMs: number,
    sinceMs: number,
  ): object {
    const key = `${call.operation} ${JSON.stringify(call.input)}`;
    const young = (this.told.get(key) ?? []).filter(({ atMs }) => atMs >= sinceMs);
    young.push({ atMs: nowMs, result: fresh });
    this.told.set(key, young);
    return young[0]?.result ?? fresh;
  }
}
