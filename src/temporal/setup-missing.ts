import { isGrpcServiceError } from '@temporalio/client';

/** The namespace was not set up. Nothing was started; it is worth trying again once it is. */
export class SetupMissingError extends Error {
  override readonly name = 'SetupMissingError';

  constructor(namespace: string, cause: unknown) {
    super(
      `Temporal's namespace ${namespace} does not know the search attributes of drains: run \`ecs-drain setup\` once`,
      { cause },
    );
  }
}

/** Passes an error on, by the name that says what to do if that is what it is. */
export const orSetupMissing =
  (namespace: string) =>
  (error: unknown): never => {
    const text = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause.details : '';
    throw text.includes('EcsDrain') ? new SetupMissingError(namespace, error) : error;
  };
