// Jest says how many tests were skipped, and not why. A run with a filter skips tests for another reason.
import { appendFileSync } from 'node:fs';
import process from 'node:process';

export default class SaySkipped {
  onRunComplete(_contexts, { numPendingTests }) {
    if (process.env.ECS_DRAIN_TEST_BROWSER !== undefined || numPendingTests === 0) return;
    const line = `skipped: test:ui, ${numPendingTests} tests: no browser (ECS_DRAIN_CHROMIUM may name one)`;
    // After jest's own summary.
    process.once('exit', () => console.error(line));
    // As scripts/skipped.ts has it, for .ci/run to count.
    if (process.env.CI_SKIPPED) appendFileSync(process.env.CI_SKIPPED, `${line}\n`);
  }
}
