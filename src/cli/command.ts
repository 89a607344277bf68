/** One command of the CLI: a file each, listed in commands/index.ts. */
import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import type { CliConfig } from './config';
import type { CliError } from './errors';
import type { ExitCode } from './exit-codes';
import type { Input } from './inputs';
import type { Output } from './output';

/** What a command works with. */
export interface Cli {
  readonly config: CliConfig;
  readonly output: Output;
  /** Aborted by Ctrl-C. Who does not wait on it is not ended by it until it is pressed again. */
  readonly interrupted: AbortSignal;
  /** @throws CliError `CannotReach` within ten seconds */
  connect(): Promise<Client>;
  /**
   * Asks an operator, who is at a terminal, to confirm.
   * @throws CliError `Refused` where the operator does not, `Usage` where there is nobody to be asked
   */
  confirm(question: string): Promise<void>;
  /**
   * Has an operator, who is at a terminal, choose one.
   * @param unasked the error where there is nobody to be asked
   * @returns the index of the choice
   * @throws CliError `Refused` where the operator chooses none
   */
  choose(question: string, choices: readonly string[], unasked: () => CliError): Promise<number>;
}

/** Runs a command's action with what it works with. */
export type Execute = (isJson: boolean, action: (cli: Cli) => Promise<ExitCode>) => Promise<void>;

export interface CliCommand {
  readonly name: string;
  readonly addTo: (program: Command, execute: Execute) => void;
}

type Inputs = Readonly<Record<string, Input<unknown>>>;
type Given<I extends Inputs> = { readonly [K in keyof I]: I[K] extends Input<infer T> ? T : never };

export interface CommandDefinition<I extends Inputs> {
  readonly name: string;
  /** Another name that people may type from habit. */
  readonly alias?: string;
  /** One line for the list of commands, without a full stop. */
  readonly summary: string;
  /** More, for the command's own help. */
  readonly description?: string;
  readonly inputs: I;
  /** Command lines without the program's name, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  readonly run: (given: Given<I>, cli: Cli) => Promise<ExitCode>;
}

/** Every command takes `--json` besides its own inputs. */
export function defineCommand<I extends Inputs>(definition: CommandDefinition<I>): CliCommand {
  const { name, alias, summary, description, inputs, examples, run } = definition;
  return {
    name,
    addTo: (program, execute) => {
      const command = program.command(name).summary(summary);
      command.description(
        [`${summary}.`, ...(description === undefined ? [] : ['', description])].join('\n'),
      );
      if (alias !== undefined) command.alias(alias);
      for (const input of Object.values(inputs)) input.declareOn(command);
      command.option('--json', 'print JSON');
      command.addHelpText('after', exampleText(examples));
      command.action(async () => {
        const given = Object.fromEntries(
          Object.entries(inputs).map(([key, input]) => [key, input.readFrom(command)]),
        ) as Given<I>; // each key's own input has read its value
        await execute(command.getOptionValue('json') === true, (cli) => run(given, cli));
      });
    },
  };
}

function exampleText(examples: readonly (readonly [line: string, does: string])[]): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, does]) => `  ecs-drain ${line.padEnd(width)}  ${does}`.trimEnd());
  return ['', 'Examples:', ...lines].join('\n');
}
