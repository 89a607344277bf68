import { GrpcCode, grpcCodeOf } from '../temporal/errors';

/** gRPC's codes that another connection, with credentials that are read anew, may fix. */
const fixedByReconnecting: ReadonlySet<number | undefined> = new Set([
  GrpcCode.Cancelled,
  GrpcCode.DeadlineExceeded,
  GrpcCode.PermissionDenied, // which is what servers answer to a key that was revoked
  GrpcCode.Unavailable,
  GrpcCode.Unauthenticated,
]);

export const isBrokenConnection = (error: unknown): boolean => fixedByReconnecting.has(grpcCodeOf(error));
