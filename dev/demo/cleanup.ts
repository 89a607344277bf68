/** What was started and must be stopped, last first. */
export class Cleanup {
  private readonly steps: (() => Promise<void>)[] = [];

  add(stop: () => Promise<void>): void {
    this.steps.push(stop);
  }

  /**
   * Stops everything, each thing once, however often it is asked.
   * @throws AggregateError after all were tried
   */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (let stop = this.steps.pop(); stop; stop = this.steps.pop()) {
      try {
        await stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'something did not stop in order');
  }
}
