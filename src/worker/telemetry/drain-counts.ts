/**
 * How many drains run, and how they stand: asked of Temporal, never added up from what this worker saw. So each worker knows of all
 * drains of its account and Region, says the same as the others, and leaves nothing behind when it dies.
 */
import { mapInChunks } from '../../domain/chunks';
import { onTaskQueue, runningDrainsQuery } from '../../temporal/running-drains';
import type { Client } from '@temporalio/client';
import { countNotTaken } from '../../temporal/not-taken';
import { statusIn } from '../../domain/drain/state/view';
import type { Status } from '../../domain/drain/status/status';
import { statusQuery } from '../../workflows/drain.api';

export interface Counted {
  /** Drains that run, by reason. */
  readonly byReason: ReadonlyMap<string, number>;
  readonly byCondition: ReadonlyMap<string, number>;
  /** Drains of the whole namespace that no worker has taken; undefined: Temporal does not say. */
  readonly notTaken: number | undefined;
  /** Milliseconds since the epoch; undefined: none runs. */
  readonly oldestStartedAt: number | undefined;
  /** When the first hook ends its wait by itself; undefined: there is none. */
  readonly hookExpiresAt: number | undefined;
}

type LastStatus = Pick<Status, 'reason' | 'conditions' | 'startedAt' | 'hookExpiresAt' | 'nextObservationAt'>;

/** What is known of a drain, and whether it could be asked the last time. */
interface Known {
  readonly status: LastStatus | undefined;
  readonly isReadable: boolean;
  /** Milliseconds since the epoch; 0: never. */
  readonly requestedAt: number;
}

interface Running {
  readonly workflowId: string;
  readonly runId: string;
  readonly startTime: Date;
}

/** A drain that the workers cannot carry on, or that no worker was there to ask. */
export const unreadable = 'Unreadable';
/** A drain that has not observed anything yet. */
export const notYetSeen = 'NotYetSeen';

/**
 * Of all drains, those that have something new to say are asked, so many side by side, who was asked longest ago first; the others
 * keep what they said.
 */
const atOnce = 50;
const mostAsked = 400;
/** Temporal asks the worker that carried the drain on last, before another: one that died does not answer. */
const answerWithinMs = 15_000;

export class DrainCounts {
  private known = new Map<string, Known>();

  constructor(
    private readonly client: Client,
    private readonly taskQueue: string,
  ) {}

  /** @throws what Temporal answers where the drains cannot be listed */
  async take(): Promise<Counted> {
    const notTaken = countNotTaken(this.client, Date.now()).catch(() => undefined);
    const running = await this.list();
    const now = Date.now();
    this.known = new Map(running.map(({ runId }) => [runId, this.known.get(runId) ?? nothing]));
    const requestedAt = ({ runId }: Running) => this.known.get(runId)?.requestedAt ?? 0;
    const toAsk = running
      .filter(({ runId }) => isOutOfDate(this.known.get(runId), now))
      .sort((a, b) => requestedAt(a) - requestedAt(b) || a.startTime.getTime() - b.startTime.getTime())
      .slice(0, mostAsked);
    await mapInChunks(toAsk, atOnce, (drain) => this.ask(drain));
    return { ...countedOf(running, this.known), notTaken: await notTaken };
  }

  private async list(): Promise<Running[]> {
    const query = runningDrainsQuery(onTaskQueue(this.taskQueue));
    const running: Running[] = [];
    for await (const found of this.client.workflow.list({ query })) running.push(found);
    return running;
  }

  private async ask({ workflowId, runId }: Running): Promise<void> {
    const requestedAt = Date.now();
    try {
      const handle = this.client.workflow.getHandle(workflowId, runId);
      const view = await this.client.withDeadline(Date.now() + answerWithinMs, () =>
        handle.query(statusQuery),
      );
      const status = statusIn(view);
      // One that has ended since it was listed counts no more.
      if (status?.outcome !== undefined) this.known.delete(runId);
      else this.known.set(runId, { status, isReadable: true, requestedAt });
    } catch {
      this.known.set(runId, { status: this.known.get(runId)?.status, isReadable: false, requestedAt });
    }
  }
}

const nothing: Known = { status: undefined, isReadable: true, requestedAt: 0 };

/** A drain says nothing new before it observes again, unless a message wakes it: then it is an observation behind. */
const isOutOfDate = (known: Known | undefined, now: number): boolean =>
  known?.status === undefined || !known.isReadable || (known.status.nextObservationAt ?? 0) <= now;

function countedOf(
  running: readonly Running[],
  known: ReadonlyMap<string, Known>,
): Omit<Counted, 'notTaken'> {
  const byReason = new Map<string, number>();
  const byCondition = new Map<string, number>();
  const add = (to: Map<string, number>, key: string) => to.set(key, (to.get(key) ?? 0) + 1);
  const startedAt: number[] = [];
  const expiresAt: number[] = [];
  for (const { runId, startTime } of running) {
    const drain = known.get(runId);
    if (drain === undefined) continue;
    const { status, isReadable } = drain;
    add(byReason, isReadable ? (status?.reason ?? notYetSeen) : unreadable);
    for (const { type } of status?.conditions ?? []) add(byCondition, type);
    startedAt.push(status?.startedAt ?? startTime.getTime());
    if (status?.hookExpiresAt !== undefined) expiresAt.push(status.hookExpiresAt);
  }
  return {
    byReason,
    byCondition,
    oldestStartedAt: startedAt.length > 0 ? Math.min(...startedAt) : undefined,
    hookExpiresAt: expiresAt.length > 0 ? Math.min(...expiresAt) : undefined,
  };
}
