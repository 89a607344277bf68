/** `npm run demo`: instances of a cluster on this machine are terminated, and drained by durable workflows. */
import { interruption } from './interruption';
import { help, readRequest } from './options';

async function main(): Promise<number> {
  const request = readRequest(process.argv.slice(2));
  switch (request.kind) {
    case 'help':
      console.log(help);
      return 0;
    case 'unusable':
      console.error(`${request.problem}\nnpm run demo -- --help lists the flags.`);
      return 2;
    case 'run': {
      const interrupted = interruption();
      // Loaded only here: the SDKs take seconds, and a wrong flag should not.
      const { runDemo } = await import('./run.js');
      return runDemo(request.options, interrupted);
    }
  }
}

void main().then((exitCode) => {
  // What is still under way, such as a start that was interrupted, must not hold the process.
  process.exit(exitCode);
});
