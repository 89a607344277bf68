/** The worker's connection to Temporal. */
import { NativeConnection } from '@temporalio/worker';
import type { TemporalSettings } from '../config/settings';
import { inTime } from '../temporal/time-limit';

/** Temporal did not answer at the start. ECS or systemd starts the worker again, with a backoff of its own. */
export class TemporalUnreachableError extends Error {
  override readonly name = 'TemporalUnreachable';
}

/** A server, or a load balancer without one, that takes the connection and never answers. */
const patienceMs = 15_000;

/** @throws TemporalUnreachableError that says where Temporal was looked for */
export async function connect({ connectionOptions }: TemporalSettings): Promise<NativeConnection> {
  try {
    return await inTime(NativeConnection.connect(connectionOptions), Date.now() + patienceMs, 'connecting');
  } catch (cause) {
    const address = connectionOptions.address ?? 'localhost:7233';
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TemporalUnreachableError(
      `Temporal cannot be reached at ${address}: see TEMPORAL_ADDRESS, its TLS settings and the network. ${reason}`,
    );
  }
}
