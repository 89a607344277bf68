import type { LocalAwsRecord } from '@ecs-drain/local-aws';
import type { Client } from '@temporalio/client';
import type { AccountRegion } from '../../src/domain/account-region';
import type { drainInstance } from '../../src/workflows/drain';
import { type DrainResult, drainIdOf } from '../../src/workflows/drain.api';
import { within } from './within';

/** How a drain's workflow ended, or why that is not known. */
export type Ending =
  | { readonly kind: 'ended'; readonly result: DrainResult }
  | { readonly kind: 'not-ended'; readonly reason: string };

/** Several times what it should take. */
const goneWithinMs = 120_000;

/** A workflow may take one more observation after its instance is gone. */
const endedWithinMs = 20_000;

/** Waits until every instance is gone and its workflow has ended, but not for ever. */
export async function endingsOf(
  client: Client,
  record: LocalAwsRecord,
  accountRegion: AccountRegion,
  ec2InstanceIds: readonly string[],
): Promise<ReadonlyMap<string, Ending>> {
  const endings = ec2InstanceIds.map(
    async (id) => [id, await endingOf(client, record, accountRegion, id)] as const,
  );
  return new Map(await Promise.all(endings));
}

async function endingOf(
  client: Client,
  record: LocalAwsRecord,
  accountRegion: AccountRegion,
  id: string,
): Promise<Ending> {
  try {
    await record.until(
      (e) => e.kind === 'instance' && e.instanceId === id && e.lifecycleState === 'Terminated',
      { timeoutMs: goneWithinMs },
    );
  } catch {
    return { kind: 'not-ended', reason: `the instance was not gone after ${goneWithinMs / 1000} s` };
  }
  try {
    const ended = client.workflow.getHandle<typeof drainInstance>(drainIdOf(id, accountRegion)).result();
    return { kind: 'ended', result: await within(endedWithinMs, 'the workflow to end', ended) };
  } catch (error) {
    return { kind: 'not-ended', reason: error instanceof Error ? error.message : String(error) };
  }
}
