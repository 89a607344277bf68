#!/usr/bin/env node
/** `ecs-drain`: the command line of people on call. */
import { CommanderError } from 'commander';
import type { Client } from '@temporalio/client';
import { withoutNodeVersionWarning } from '../config/aws-sdk';
import type { Cli, Execute } from './command';
import { loadCliConfig } from './config';
import { choose, confirm, type Terminal } from './confirm';
import { connect } from './connection';
import { asCliError } from './errors';
import { ExitCode } from './exit-codes';
import { processOutput } from './output';
import { printable } from './printable';
import { buildProgram, exitCodeOf } from './program';

const interruption = new AbortController();
process.once('SIGINT', interrupt);
process.once('SIGTERM', interrupt);
// The reader has closed the pipe, as `| head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

/** What is under way ends by itself, or is left behind: what was sent is with Temporal. */
function interrupt(): void {
  interruption.abort();
  setTimeout(() => process.exit(ExitCode.Interrupted), 5_000).unref();
}

const terminal: Terminal = { input: process.stdin, output: process.stderr };

const execute: Execute = async (isJson, action) => {
  const config = loadCliConfig();
  let connected: Client | undefined;
  const cli: Cli = {
    config,
    output: processOutput(isJson),
    interrupted: interruption.signal,
    connect: async () => (connected ??= await connect(config)),
    confirm: (question) => confirm(question, terminal, interruption.signal),
    choose: (question, choices, unasked) => choose(question, choices, unasked, terminal, interruption.signal),
  };
  try {
    process.exitCode = await action(cli);
  } finally {
    await connected?.connection.close();
  }
};

async function main(): Promise<void> {
  withoutNodeVersionWarning();
  try {
    await buildProgram(execute).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = exitCodeOf(error);
      return;
    }
    const { message, exitCode } = asCliError(error);
    process.stderr.write(`${printable(message)}\n`);
    process.exitCode = exitCode;
  }
}

void main();
