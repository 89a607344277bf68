/** The worker's connection to Temporal. */
import { NativeConnection } from '@temporalio/worker';
import type { TemporalSettings } from './settings';

/** Temporal did not answer at the start. Whoever runs the worker starts it again, with a backoff of its own. */
export class TemporalUnreachableError extends Error {
  override readonly name = 'TemporalUnreachable';
}

/** @throws TemporalUnreachableError that says where Temporal was looked for */
export async function connect({ connectionOptions }: TemporalSettings): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(connectionOptions);
  } catch (cause) {
    const address = connectionOptions.address ?? 'localhost:7233';
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TemporalUnreachableError(
      `Temporal cannot be reached at ${address}: see TEMPORAL_ADDRESS, its TLS settings and the network. ${reason}`,
    );
  }
}
