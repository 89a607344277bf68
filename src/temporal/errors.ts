/** What an error of Temporal's client tells. */
import { isGrpcServiceError } from '@temporalio/client';

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

/** The SDK says "failed to …" and keeps what the server said as the cause. */
export function deepestMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? deepestMessage(error.cause) : error.message;
}
