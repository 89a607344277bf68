/** Calls that are under way, also those whose answer is no longer awaited. */
export class UnderWay {
  private readonly calls = new Set<Promise<unknown>>();

  /** @returns the call, as it is */
  add<T>(call: Promise<T>): Promise<T> {
    const over = () => void this.calls.delete(call);
    this.calls.add(call);
    call.then(over, over);
    return call;
  }

  /** Resolves once all of now have ended, well or not. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.calls);
  }
}
