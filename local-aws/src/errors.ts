/** An error as AWS answers it: a code, an HTTP status, a message. Every operation throws this and nothing else. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'AwsError';
  }
}

/** What an unforeseen failure of this program looks like to a client. */
export const internalFailure = (cause: unknown): AwsError =>
  new AwsError(
    'InternalFailure',
    500,
    cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  );
