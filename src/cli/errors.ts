/** Errors in one line for whoever typed the command, each with its exit code. */
import {
  isGrpcServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { SettingsError } from '../settings';
import { SetupError } from '../setup/search-attributes';
import { SetupMissingError } from '../starter/setup-missing';
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

/** Those of gRPC's codes that tell what to do. */
export const GrpcCode = {
  Cancelled: 1,
  DeadlineExceeded: 4,
  NotFound: 5,
  PermissionDenied: 7,
  FailedPrecondition: 9,
  Unavailable: 14,
  Unauthenticated: 16,
} as const;

/** The gRPC code of an error, or of what caused it; undefined where gRPC had no part in it. */
export function grpcCodeOf(error: unknown): number | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (isGrpcServiceError(cause)) return cause.code;
  return undefined;
}

/** Whether a call ended because its time was over: gRPC calls it one thing or the other, by which side notices first. */
export function isOutOfTime(error: unknown): boolean {
  const code = grpcCodeOf(error);
  return code === GrpcCode.DeadlineExceeded || code === GrpcCode.Cancelled;
}

/** What went wrong, in the words of whoever knows best. */
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

/** The SDK says "failed to …" and keeps what the server said as the cause. */
export function deepestMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? deepestMessage(error.cause) : error.message;
}
