/** The way to Temporal, or one clear line about what is in the way. */
import { Client, Connection } from '@temporalio/client';
import type { CliConfig } from './config';
import { GrpcCode, grpcCodeOf } from '../temporal/errors';
import { CliError } from './errors';
import { ExitCode } from './exit-codes';

/** The SDK's default. */
const defaultAddress = 'localhost:7233';

/**
 * @throws CliError `CannotReach` within ten seconds, that names the address or the namespace
 */
export async function connect({ temporal, userName }: CliConfig): Promise<Client> {
  const { connectionOptions, namespace } = temporal;
  const address = connectionOptions.address ?? defaultAddress;
  const cannotReach = (message: string, cause: unknown) =>
    new CliError(ExitCode.CannotReach, message, { cause });
  const connection = await Connection.connect({ ...connectionOptions, connectTimeout: '4 seconds' }).catch(
    (error: unknown) => {
      throw cannotReach(`cannot reach Temporal at ${address} (TEMPORAL_ADDRESS)${hint(error)}`, error);
    },
  );
  try {
    await connection.withDeadline(Date.now() + 5_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } catch (error) {
    const code = grpcCodeOf(error);
    // Who may not look at the namespace may still use it.
    if (code !== GrpcCode.PermissionDenied) {
      await connection.close();
      throw cannotReach(
        code === GrpcCode.NotFound
          ? `Temporal at ${address} has no namespace ${namespace} (TEMPORAL_NAMESPACE)`
          : `cannot reach Temporal at ${address} (TEMPORAL_ADDRESS)${hint(error)}`,
        error,
      );
    }
  }
  // Temporal's history keeps it with each message: who cancelled a drain is seen there.
  return new Client({ connection, namespace, identity: `ecs-drain CLI, ${userName ?? 'no user name'}` });
}

function hint(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  const isCredentials = grpcCodeOf(error) === GrpcCode.Unauthenticated || /unauth/i.test(text);
  return isCredentials ? ': it does not accept the credentials (TEMPORAL_API_KEY, TEMPORAL_TLS_*)' : '';
}
