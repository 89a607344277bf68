/**
 * Brings docs/cli.md up to date: the help of every command, and a recording of a real drain. `--check` compares the help alone, as no two
 * drains take the same time.
 */
import type { Command } from 'commander';
import { buildProgram } from '../src/cli/program';
import { bringUpToDate, type Parts } from './generated-parts';

const block = (text: string): string => ['```text', text.trimEnd(), '```'].join('\n');

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (written) => (text += written) }).outputHelp();
  return text;
}

function help(): Parts {
  const program = buildProgram(() => Promise.resolve());
  const commands = program.commands.map((command) => block(helpOf(command)));
  return { overview: block(helpOf(program)), commands: commands.join('\n\n') };
}

async function recording(): Promise<Parts> {
  // Loaded only here: a check of the help needs neither a server nor a worker.
  const { record } = await import('./cli-recording.js');
  const { watched, described } = await record();
  return { watch: block(`$ ecs-drain list --watch\n${watched}`), describe: block(described) };
}

void bringUpToDate('cli.md', 'docs:cli', async () =>
  process.argv.includes('--check') ? help() : { ...help(), ...(await recording()) },
).then(() => process.exit()); // a recording leaves connections open
