import type { Client } from '@temporalio/client';
import { recordedStateOf } from '../../../../src/domain/drain/state/recorded-state';
import { aConfirmedState } from '../../../support/observations';
import { DrainCounts, notYetSeen } from '../../../../src/worker/telemetry/drain-counts';

/** Of a drain whose next observation is overdue. */
const waitsForTasks = recordedStateOf({
  state: aConfirmedState(),
  phase: 'wait-for-tasks',
  reason: 'TasksRunning',
  observeAt: 0,
  decidedAt: 0,
});

/** A Temporal with more drains than are asked at a time, the youngest listed first, all of which have something new to say. */
function temporalWith(drains: number): {
  readonly client: Client;
  readonly asked: () => ReadonlySet<string>;
} {
  const asked = new Set<string>();
  const running = Array.from({ length: drains }, (_, index) => ({
    workflowId: `drain-${index}`,
    runId: `run-${index}`,
    startTime: new Date(1_000_000 - index),
  }));
  const client = {
    options: { namespace: 'default' },
    workflow: {
      count: () => Promise.resolve({ count: 2 }),
      list: async function* () {
        yield* await Promise.resolve(running);
      },
      getHandle: (workflowId: string) => ({
        query: () => {
          asked.add(workflowId);
          return Promise.resolve({ state: waitsForTasks });
        },
      }),
    },
    withDeadline: (_: number, ask: () => Promise<unknown>) => ask(),
  };
  return { client: client as unknown as Client, asked: () => asked }; // the part of a client that counting needs
}

describe('the counts of more drains than can be asked at a time', () => {
  it('begins with the oldest, and asks each in its permit', async () => {
    const { client, asked } = temporalWith(1_000);
    const drainCounts = new DrainCounts(client, 'queue');

    const first = await drainCounts.take();
    expect(first.notTaken).toBe(2);
    expect(Object.fromEntries(first.byReason)).toEqual({ TasksRunning: 400, [notYetSeen]: 600 });
    expect(asked()).toContain('drain-999');
    await drainCounts.take();
    const third = await drainCounts.take();

    expect(asked().size).toBe(1_000);
    expect(Object.fromEntries(third.byReason)).toEqual({ TasksRunning: 1_000 });
  });
});
