/** A check that could not be made here is said, and counted: `.ci/run` ends with how many there were. */
import { appendFileSync } from 'node:fs';

/**
 * Prints `skipped: <what>: <why>`, and adds it to the file that `CI_SKIPPED` names.
 * @param why what was missing, in a few words
 */
export function sayThatSkipped(what: string, reason: string): void {
  const line = `skipped: ${what}: ${reason}`;
  process.stderr.write(`${line}\n`); // not by console: jest would frame it
  const file = process.env.CI_SKIPPED;
  if (file !== undefined && file !== '') appendFileSync(file, `${line}\n`);
}
