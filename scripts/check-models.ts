/**
 * Checks the local AWS's answers against AWS's own models, with boto3 and the aws CLI: `npm run check:models`. Needs
 * Python 3.9 or later; both clients are installed once, into the user's cache. Where that is not to be had the check is
 * skipped, and says so.
 */
import { join } from 'node:path';
import { startLocalAws, steppedClock } from '@ecs-drain/local-aws';
import { pythonTools, run } from './python-tools';
import { sayThatSkipped } from './skipped';

const clients = ['boto3==1.44.5', 'awscli==1.46.3'];
const script = join(__dirname, 'check-models.py');

async function main(): Promise<void> {
  const tools = await pythonTools('check-models', clients, 'aws');
  if (typeof tools === 'string') {
    sayThatSkipped("check:models, the local AWS against AWS's own models", tools);
    return;
  }
  // The tour is one client that asks for much at once; request rates have tests of their own.
  const aws = await startLocalAws({ clock: steppedClock(), throttling: false });
  const { code } = await run(join(tools.folder, 'python'), [script, aws.url]);
  await aws.close();
  process.exitCode = code ?? 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
