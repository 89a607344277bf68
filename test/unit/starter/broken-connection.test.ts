import { ServiceError } from '@temporalio/client';
import { isBrokenConnection } from '../../../src/starter/broken-connection';

const refusal = (code: number) =>
  new ServiceError('refused', { cause: Object.assign(new Error(), grpcError(code)) });
const grpcError = (code: number) => ({ code, details: '', metadata: {} });

describe('a connection that Temporal does not answer over', () => {
  it.each([
    ['CANCELLED', 1],
    ['DEADLINE_EXCEEDED', 4],
    ['PERMISSION_DENIED, as with a key that was revoked', 7],
    ['UNAVAILABLE', 14],
    ['UNAUTHENTICATED', 16],
  ])('is worth another: %s', (_, code) => {
    expect(isBrokenConnection(refusal(code))).toBe(true);
  });

  it.each([
    ['INVALID_ARGUMENT', 3],
    ['NOT_FOUND', 5],
    ['RESOURCE_EXHAUSTED', 8],
  ])('is kept: %s', (_, code) => {
    expect(isBrokenConnection(refusal(code))).toBe(false);
  });
});
