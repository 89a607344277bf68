import type { LocalAwsRecord } from '@ecs-drain/local-aws';
import type { Client } from '@temporalio/client';
import type { AccountRegion } from '../../src/domain/account-region';
import type { Status } from '../../src/domain/drain/status/status';
import { statusIn } from '../../src/domain/drain/state/view';
import { drainIdOf, statusQuery } from '../../src/workflows/drain.api';
import { createTeller, type Happening } from './happenings';
import type { Reporter } from './reporter';

export interface Watched {
  readonly client: Client;
  readonly record: LocalAwsRecord;
  readonly accountRegion: AccountRegion;
  readonly ec2InstanceIds: readonly string[];
  /** Milliseconds since the epoch. */
  readonly beganAt: number;
}

const askEveryMs = 1000;

/**
 * Shows where the drains stand: what happens as the record tells it, and the workflows' own status as they answer it.
 * @returns a function that takes a last observation and stops watching; it may be called more than once
 */
export function watchDrains(watched: Watched, reporter: Reporter): () => Promise<void> {
  const { record, ec2InstanceIds, beganAt } = watched;
  const happenings: Happening[] = [];
  const statuses = new Map<string, Status>();
  const goneAt = new Map<string, number>();
  const tell = createTeller(ec2InstanceIds);

  const show = (): void =>
    reporter.show({
      drains: ec2InstanceIds.map((ec2InstanceId) => ({
        ec2InstanceId,
        status: statuses.get(ec2InstanceId),
        goneAt: goneAt.get(ec2InstanceId),
      })),
      happenings,
      beganAt,
      now: Date.now(),
    });
  const listen = (entry: (typeof record.entries)[number]): boolean => {
    if (entry.kind === 'instance' && entry.lifecycleState === 'Terminated')
      goneAt.set(entry.instanceId, entry.at);
    const told = tell(entry).filter(({ at }) => at >= beganAt);
    happenings.push(...told);
    return told.length > 0;
  };
  let asking: Promise<void> | undefined;
  const ask = (): Promise<void> =>
    (asking ??= askAll(watched, statuses).finally(() => {
      asking = undefined;
      show();
    }));

  record.entries.forEach(listen);
  const stopListening = record.onEntry((entry) => {
    if (listen(entry)) show();
  });
  const timer = setInterval(() => void ask(), askEveryMs);
  show();
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    stopListening();
    await asking;
    await ask();
    reporter.settle();
  };
  return () => (stopped ??= stop());
}

async function askAll(
  { client, accountRegion, ec2InstanceIds }: Watched,
  statuses: Map<string, Status>,
): Promise<void> {
  await Promise.all(
    ec2InstanceIds.map(async (id) => {
      try {
        const handle = client.workflow.getHandle(drainIdOf(id, accountRegion));
        const status = statusIn(await handle.query(statusQuery));
        if (status) statuses.set(id, status);
      } catch {
        // Not started yet, or busy: what was known last is shown until it answers.
      }
    }),
  );
}
