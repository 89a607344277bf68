/** Errors in one line for the operator, each with its exit code. */
import { WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { SettingsError } from '../config/settings';
import { SetupError } from '../temporal/setup/search-attributes';
import { SetupMissingError } from '../temporal/setup-missing';
import { deepestMessage, GrpcCode, grpcCodeOf, isOutOfTime } from '../temporal/errors';
import { ExitCode } from './exit-codes';

/** Ends the command with a sentence and an exit code. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const usageError = (message: string): CliError => new CliError(ExitCode.Usage, message);

/** The message of the innermost error, which knows best. */
export function asCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  const fail = (exitCode: ExitCode, message: string) => new CliError(exitCode, message, { cause: error });
  if (error instanceof SettingsError) return fail(ExitCode.Usage, error.message);
  if (error instanceof SetupMissingError || error instanceof SetupError)
    return fail(ExitCode.NotSetUp, error.message);
  if (error instanceof WorkflowUpdateFailedError)
    return fail(ExitCode.Refused, `refused: ${error.cause?.message ?? error.message}`);
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isOutOfTime(error))
    return fail(ExitCode.NoAnswer, 'no answer in time; is a worker of that account and Region running?');
  const text = deepestMessage(error);
  if (grpcCodeOf(error) === GrpcCode.Unavailable)
    return fail(ExitCode.CannotReach, `Temporal does not answer: ${text}`);
  return fail(ExitCode.Failed, text);
}
