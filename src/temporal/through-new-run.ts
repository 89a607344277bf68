import { setTimeout } from 'node:timers/promises';
import { GrpcCode, grpcCodeOf } from './errors';

const tries = 7;
const firstPauseMs = 100;

/**
 * Sends an update again where the workflow went on in a new run just then: the server aborts what arrives in between, with
 * `FAILED_PRECONDITION`.
 * @param send sends it once; what was aborted was not taken, so the same once more is no second command
 */
export async function throughNewRun<T>(send: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await send();
    } catch (error) {
      if (tried === tries || grpcCodeOf(error) !== GrpcCode.FailedPrecondition) throw error;
      await setTimeout(firstPauseMs * 2 ** (tried - 1));
    }
  }
}
