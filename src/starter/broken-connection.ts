import { isGrpcServiceError } from '@temporalio/client';

/** gRPC's codes that another connection, with credentials that are read anew, may mend. */
const mendable: ReadonlySet<number> = new Set([
  1, // CANCELLED
  4, // DEADLINE_EXCEEDED
  7, // PERMISSION_DENIED, which is what servers answer to a key that was revoked
  14, // UNAVAILABLE
  16, // UNAUTHENTICATED
]);

export function isBrokenConnection(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (isGrpcServiceError(cause)) return mendable.has(cause.code);
  return false;
}
