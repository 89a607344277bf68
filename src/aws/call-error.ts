/** What an error from AWS means to a drain. */
import type { CallError, Operation, Part } from '../domain/drain/observation/observation';
import { known, unknown } from '../domain/drain/observation/observation';

/**
 * Codes that do not go away by waiting: an operator has to fix a policy, a setting or the request. Everything else is taken as
 * transient, because a drain that goes on asking is safe and one that gives up is not. So are credentials that could not be
 * had or have expired (`CredentialsProviderError`, `TokenProviderError`, `ExpiredToken`): the provider that hands them out,
 * such as the instance metadata service, may be out for a moment, and the client asks it anew with a later call.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
 */
const permanentCodes: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'AuthFailure', // EC2's word for the same
  'SignatureDoesNotMatch',
  'OptInRequired',
  'ClientException',
  'InvalidParameterException',
  'ClusterNotFoundException',
  'ValidationError',
  'WrongAccount', // of ours: src/aws/own-account.ts
  // SNS has names of its own: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
  'AuthorizationErrorException',
  'InvalidParameterValueException',
  'InvalidSecurityException',
  'KMSAccessDeniedException',
  'KMSDisabledException',
  'KMSNotFoundException',
  'NotFoundException',
]);

interface AwsError {
  readonly name: string;
  readonly message: string;
}

const isError = (error: unknown): error is AwsError => error instanceof Error;

export function callErrorOf(operation: Operation, error: unknown): CallError {
  const { name: code, message } = isError(error) ? error : { name: 'Unknown', message: String(error) };
  return {
    operation,
    code,
    message: message.slice(0, 500),
    cause: permanentCodes.has(code) ? 'permanent' : 'transient',
  };
}

/** "No active Lifecycle Action found with …": finished, timed out, or never was. Matched by code and message. */
export function isNoActiveLifecycleAction(error: unknown): boolean {
  return (
    isError(error) && error.name === 'ValidationError' && /no active lifecycle action/i.test(error.message)
  );
}

/** Whether AWS answered with this error: one that no answer caused has no status. */
export const wasAnswered = (error: unknown): boolean =>
  isError(error) &&
  '$metadata' in error &&
  typeof error.$metadata === 'object' &&
  error.$metadata !== null &&
  Reflect.get(error.$metadata, 'httpStatusCode') !== undefined;

/** A call that AWS made in vain, named by its operation. */
export class AwsCallError extends Error {
  override readonly name = 'AwsCallError';
  readonly callError: CallError;

  constructor(operation: Operation, cause: unknown, change: Partial<Pick<CallError, 'cause'>> = {}) {
    const callError = { ...callErrorOf(operation, cause), ...change };
    super(`${operation}: ${callError.code}: ${callError.message}`, { cause });
    this.callError = callError;
  }

  static of({ operation, code, message, cause }: CallError): AwsCallError {
    return new AwsCallError(operation, Object.assign(new Error(message), { name: code }), { cause });
  }
}

/** Names the operation in whatever the call throws. */
export async function call<T>(operation: Operation, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    // What was asked before the call, and failed, has named itself.
    throw error instanceof AwsCallError ? error : new AwsCallError(operation, error);
  }
}

/**
 * What a part of an observation is: what was read, or why it could not be, at the latest after `withinMs`.
 * The signal aborts the read when its answer is no longer needed.
 */
export async function partOf<T>(
  operation: Operation,
  withinMs: number,
  read: (signal: AbortSignal) => Promise<T>,
): Promise<Part<T>> {
  if (withinMs <= 0) return unknown(callErrorOf(operation, timeout('no time was left to ask')));
  const patience = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = timeout(`no answer within ${withinMs} ms`);
      patience.abort(error);
      // A read that heeds the signal says itself what it was waiting for.
      setImmediate(() => reject(error));
    }, withinMs);
  });
  try {
    return known(await Promise.race([read(patience.signal), late]));
  } catch (error) {
    return unknown(error instanceof AwsCallError ? error.callError : callErrorOf(operation, error));
  } finally {
    clearTimeout(timer);
  }
}

function timeout(message: string): Error {
  const error = new Error(message);
  error.name = 'TimeoutError';
  return error;
}
