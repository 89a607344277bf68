/** Asks before what cannot be taken back. */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { CliError, usageError } from './errors';
import { ExitCode } from './exit-codes';

export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Standard error: standard output holds data. */
  readonly output: NodeJS.WritableStream;
}

/**
 * Returns when the person says y or yes.
 * @throws CliError `Refused` where the person says anything else, `Usage` where nobody is there to be asked
 */
export async function confirm(
  question: string,
  { input, output }: Terminal,
  interrupted: AbortSignal,
): Promise<void> {
  if (input.isTTY !== true) throw usageError('nobody is there to confirm it: say --yes');
  const lines = createInterface({ input, output });
  // A terminal that is read line by line gives Ctrl-C to the reader, and Ctrl-D ends it.
  lines.once('SIGINT', () => lines.close());
  interrupted.addEventListener('abort', () => lines.close(), { once: true });
  const noAnswer = once(lines, 'close').then(() => '');
  const answer = await Promise.race([lines.question(`${question}\nGo on? [y/N] `), noAnswer]);
  lines.close();
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new CliError(ExitCode.Refused, 'nothing was done');
}
