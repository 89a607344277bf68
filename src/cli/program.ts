/** The command line as a whole: commander with our commands, and the way from an error to an exit code. */
import { Command, type CommanderError } from 'commander';
import type { Execute } from './command';
import { commands } from './commands';
import { exitCodeTable, ExitCode } from './exit-codes';
import { version } from '../version';

/** @param execute runs a command's action */
export function buildProgram(execute: Execute): Command {
  const program = new Command('ecs-drain')
    .description('See the drains of ECS container instances, and tell them what to do.')
    .usage('<command>')
    .version(version, '--version')
    .exitOverride()
    .showHelpAfterError('--help tells more.')
    .configureHelp({ helpWidth: 110, sortOptions: false })
    .addHelpText('after', footer);
  for (const command of commands) command.addTo(program, execute);
  return program;
}

const footer = [
  '',
  'Every command has --json, and --help with examples.',
  '',
  'Settings, from the environment:',
  '  TEMPORAL_*              where Temporal is: TEMPORAL_ADDRESS, _NAMESPACE, _API_KEY, _TLS_*',
  '  ECS_DRAIN_ACCOUNT_ID    default of --account',
  '  AWS_REGION              default of --region',
  '  ECS_DRAIN_UI_URL        the Temporal UI, for links',
  '  NO_COLOR                no colours',
  '',
  'Exit codes:',
  exitCodeTable(),
].join('\n');

/** What commander throws once it has said what it has to say. */
export const exitCodeOf = ({ exitCode }: CommanderError): ExitCode =>
  exitCode === 0 ? ExitCode.Done : ExitCode.Usage;
