/** Asks an operator: before what cannot be taken back, and where what was said is not enough. */
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
 * Returns when the operator says y or yes.
 * @throws CliError `Refused` where the operator says anything else, `Usage` where nobody is there to be asked
 */
export async function confirm(
  question: string,
  { input, output }: Terminal,
  interrupted: AbortSignal,
): Promise<void> {
  if (input.isTTY !== true) throw usageError('no terminal to confirm on: add --yes');
  const answer = await read(`${question}\nGo on? [y/N] `, { input, output }, interrupted);
  if (/^y(es)?$/i.test(answer)) return;
  throw new CliError(ExitCode.Refused, 'nothing was done');
}

/**
 * Returns the index of what the operator chose.
 * @param unasked the error where nobody is there to be asked
 * @throws CliError `Refused` where the operator chooses none
 */
export async function choose(
  question: string,
  choices: readonly string[],
  unasked: () => CliError,
  { input, output }: Terminal,
  interrupted: AbortSignal,
): Promise<number> {
  if (input.isTTY !== true) throw unasked();
  const lines = [question, ...choices.map((choice, index) => `  ${index + 1}  ${choice}`)];
  const prompt = `${lines.join('\n')}\nWhich one? [1-${choices.length}] `;
  const answer = await read(prompt, { input, output }, interrupted);
  const chosen = /^\d+$/.test(answer) ? Number(answer) - 1 : -1;
  if (chosen >= 0 && chosen < choices.length) return chosen;
  throw new CliError(ExitCode.Refused, 'nothing was done');
}

/** Returns the line that the operator types, without blanks around it; none where the operator ends the input or interrupts. */
async function read(prompt: string, { input, output }: Terminal, interrupted: AbortSignal): Promise<string> {
  const lines = createInterface({ input, output });
  // A terminal that is read line by line gives Ctrl-C to the reader, and Ctrl-D ends it.
  lines.once('SIGINT', () => lines.close());
  const close = () => lines.close();
  interrupted.addEventListener('abort', close, { once: true });
  const noAnswer = once(lines, 'close').then(() => '');
  const answer = await Promise.race([lines.question(prompt), noAnswer]);
  lines.close();
  interrupted.removeEventListener('abort', close);
  return answer.trim();
}
