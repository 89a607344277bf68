// Jest says how many tests were skipped, and not why. A run with a filter skips tests for another reason.
import process from 'node:process';

export default class SaySkipped {
  onRunComplete(_contexts, { numPendingTests }) {
    if (process.env.ECS_DRAIN_TEST_BROWSER !== undefined || numPendingTests === 0) return;
    const checks = numPendingTests === 1 ? '1 check' : `${numPendingTests} checks`;
    // After jest's own summary.
    process.once('exit', () =>
      console.error(`${checks} skipped: no browser (ECS_DRAIN_CHROMIUM may name one)`),
    );
  }
}
