import { Cleanup } from './cleanup';
import { playDemo } from './demo';
import type { Interruption } from './interruption';
import { keptLines } from './keep';
import type { DemoOptions } from './options';
import { type Reporter, reporterFor } from './reporter';
import { jsonOf } from './summary';
import { within } from './within';

const cleanupWithinMs = 30_000;

/**
 * Runs the demo until it has ended or is interrupted, and stops what it started.
 * @returns the process's exit code
 */
export async function runDemo(options: DemoOptions, interrupted: Promise<Interruption>): Promise<number> {
  const reporter = reporterFor(options);
  const cleanup = new Cleanup();
  let exitCode = 1;
  try {
    const ended = await Promise.race([play(options, reporter, cleanup), interrupted]);
    if ('kept' in ended && options.keep) ended.kept.forEach((line) => reporter.say(line));
    exitCode = (options.keep ? await interrupted : ended).exitCode;
    if (options.keep || !('kept' in ended)) reporter.say('Stopping everything that was started …');
  } catch (error) {
    reporter.settle();
    complain(error);
  }
  await within(cleanupWithinMs, 'everything to stop', cleanup.run()).catch(complain);
  return exitCode;
}

async function play(options: DemoOptions, reporter: Reporter, cleanup: Cleanup) {
  const { stage, result } = await playDemo(options, reporter, cleanup);
  if (options.json) process.stdout.write(`${JSON.stringify(jsonOf(result, stage.temporal.uiUrl))}\n`);
  return { exitCode: result.problems.length === 0 ? 0 : 1, kept: keptLines(stage) };
}

function complain(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}
