/** `npm run demo`: instances of a cluster on this machine are terminated, and drained by durable workflows. */
import { Cleanup } from './cleanup';
import { playDemo } from './demo';
import { interruption } from './interruption';
import { keptLines } from './keep';
import { type DemoOptions, help, readRequest } from './options';
import { type Reporter, reporterFor } from './reporter';
import { jsonOf } from './summary';
import { within } from './within';

const cleanupWithinMs = 30_000;

async function main(): Promise<number> {
  const request = readRequest(process.argv.slice(2));
  switch (request.kind) {
    case 'help':
      console.log(help);
      return 0;
    case 'unusable':
      console.error(`${request.problem}\nnpm run demo -- --help lists the flags.`);
      return 2;
    case 'run':
      return run(request.options);
  }
}

async function run(options: DemoOptions): Promise<number> {
  const reporter = reporterFor(options);
  const cleanup = new Cleanup();
  const interrupted = interruption();
  let exitCode: number | undefined;
  try {
    const ended = await Promise.race([play(options, reporter, cleanup), interrupted]);
    exitCode = ended.exitCode;
    if (!('kept' in ended)) reporter.say('Stopping everything that was started …');
    if (options.keep && 'kept' in ended) {
      ended.kept.forEach((line) => reporter.say(line));
      exitCode = (await interrupted).exitCode;
    }
  } catch (error) {
    reporter.settle();
    console.error(error instanceof Error ? error.message : error);
  }
  await within(cleanupWithinMs, 'everything to stop', cleanup.run()).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
  });
  return exitCode ?? 1;
}

async function play(options: DemoOptions, reporter: Reporter, cleanup: Cleanup) {
  const { stage, verdict } = await playDemo(options, reporter, cleanup);
  if (options.json) process.stdout.write(`${JSON.stringify(jsonOf(verdict, stage.temporal.uiUrl))}\n`);
  return { exitCode: verdict.problems.length === 0 ? 0 : 1, kept: keptLines(stage) };
}

void main().then((exitCode) => {
  // What is still under way, such as a start that was interrupted, must not hold the process.
  process.exit(exitCode);
});
