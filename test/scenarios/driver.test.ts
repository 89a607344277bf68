import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client, Connection, WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { activityInfo } from '@temporalio/activity';
import { NativeConnection, Worker } from '@temporalio/worker';
import { startTemporalServer, type TemporalServer } from '../../dev/temporal/temporal-server';
import { throughNewRun } from '../../src/temporal/through-new-run';
import type { DecisionRequest, Input, Observation, Plan } from '../../src/workflows/driver/plan';
import { quietRuntime } from '../support/quiet';
import { patienceMs } from '../support/scenario';
import type { driven } from '../support/workflows/driven';

jest.setTimeout(patienceMs);

/** What the decision keeps: of each number that it was told, so that one too few and one too many are noticed. */
interface Notes {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}
const none: Notes = { count: 0, sum: 0, squares: 0 };
const notesOf = (numbers: readonly number[]): Notes => ({
  count: numbers.length,
  sum: numbers.reduce((sum, number) => sum + number, 0),
  squares: numbers.reduce((sum, number) => sum + number * number, 0),
});
const added = (a: Notes, b: Notes): Notes => ({
  count: a.count + b.count,
  sum: a.sum + b.sum,
  squares: a.squares + b.squares,
});

const numbersIn = (inputs: readonly Input[]): readonly number[] =>
  inputs.filter((input) => input.kind === 'signal').map(({ payload }) => Number(payload));

describe('what the driver promises to any decision', () => {
  let server: TemporalServer;
  let connection: NativeConnection;
  let client: Client;
  let worker: Worker;
  let running: Promise<void>;

  /** Asked at each decision, before it is made. */
  let beforeDecision: (request: DecisionRequest) => Promise<void> | void = () => undefined;
  let observedIn: string[] = [];
  let onObservation: () => void = () => undefined;

  const decide = async (request: DecisionRequest): Promise<Plan> => {
    await beforeDecision(request);
    const notes = added(
      (request.state?.['notes'] as Notes | undefined) ?? none, // as it was kept
      notesOf(numbersIn(request.inputs)),
    );
    const isCancelled = request.inputs.some(({ kind }) => kind === 'cancel');
    const commands = request.inputs.filter((input) => input.kind === 'command');
    const isOver = request.state?.['isOver'] === true || commands.some(({ payload }) => payload === 'last');
    return {
      state: { notes, isOver },
      details: '',
      replies: Object.fromEntries(
        commands.map(({ id }) => [id, { kind: 'accepted' as const, value: notes.count }]),
      ),
      observation,
      end: isCancelled ? { kind: 'cancelled' } : isOver ? { kind: 'completed', result: notes } : undefined,
    };
  };
  const observation: Observation = {
    call: { activity: 'observe', args: [], options: { startToCloseTimeout: 10_000 } },
    afterMs: 3_600_000,
    summary: 'waits',
    wakeWhen: [['left', 'right']],
  };

  beforeAll(async () => {
    quietRuntime();
    server = await startTemporalServer({
      dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': '40' },
    });
    client = new Client({ connection: await Connection.connect({ address: server.address }) });
    connection = await NativeConnection.connect({ address: server.address });
    worker = await Worker.create({
      connection,
      taskQueue: 'driven',
      workflowsPath: path.resolve(__dirname, '../support/workflows/driven.ts'),
      activities: {
        decide,
        observe: () => {
          observedIn.push(activityInfo().workflowExecution?.runId ?? '');
          onObservation();
        },
      },
    });
    running = worker.run();
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await connection.close();
    await client.connection.close();
    await server.stop();
  });
  beforeEach(() => {
    beforeDecision = () => undefined;
    observedIn = [];
  });

  const start = () =>
    client.workflow.start<typeof driven>('driven', {
      workflowId: `driven-${randomUUID()}`,
      taskQueue: 'driven',
      args: [{}],
    });
  type Handle = WorkflowHandle<typeof driven>;
  const runOf = async (handle: Handle) => (await handle.describe()).runId;
  const last = (handle: Handle) =>
    throughNewRun(() => handle.executeUpdate<number, [string]>('total', { args: ['last'] }));

  /** @returns the numbers that were sent until the workflow was in another run */
  async function untilNextRun(handle: Handle, from: number): Promise<readonly number[]> {
    const before = await runOf(handle);
    const numbers: number[] = [];
    for (let number = from; (await runOf(handle)) === before; number += 1) {
      await handle.signal('note', number);
      numbers.push(number);
    }
    return numbers;
  }

  it('loses no signal and doubles none, however many runs a flood of them takes', async () => {
    const handle = await start();
    const numbers = Array.from({ length: 600 }, (_, index) => index);
    const before = await runOf(handle);
    const send = async (left: number[]) => {
      for (let number = left.pop(); number !== undefined; number = left.pop())
        await handle.signal('note', number);
    };
    const left = [...numbers];
    await Promise.all(Array.from({ length: 16 }, () => send(left)));
    expect(await last(handle)).toBe(numbers.length);
    expect(await runOf(handle)).not.toBe(before);
    await expect(handle.result()).resolves.toEqual(notesOf(numbers));
  });

  it('observes once all keys of a set have arrived, also in different runs', async () => {
    const handle = await start();
    await handle.executeUpdate('total', { args: ['not yet'] });
    await handle.signal('wake', { keys: ['left'] });
    await untilNextRun(handle, 0);
    expect(observedIn).toEqual([]);
    const runId = await runOf(handle);
    const observed = new Promise<void>((resolve) => (onObservation = resolve));
    await handle.signal('wake', { keys: ['right'] });
    await observed;
    await last(handle);
    await handle.result();
    expect(observedIn).toEqual([runId]);
  });

  it('goes on in new runs while each decision fails, observes as the last one said, refuses commands, and loses nothing', async () => {
    const handle = await start();
    await handle.executeUpdate('total', { args: ['not yet'] });
    beforeDecision = () => {
      throw new Error('this decision is at fault');
    };
    const refused = handle.executeUpdate('total', { args: ['last'] }).catch((error: unknown) => error);
    const first = await untilNextRun(handle, 0);
    const second = await untilNextRun(handle, first.length);
    const runId = await runOf(handle);
    await expect(refused).resolves.toMatchObject({
      cause: { type: 'CommandRefused', message: expect.stringContaining('at fault') as unknown },
    });
    const third = await untilNextRun(handle, first.length + second.length);
    expect(observedIn).toContain(runId);
    beforeDecision = () => undefined;
    await last(handle);
    await expect(handle.result()).resolves.toEqual(notesOf([...first, ...second, ...third]));
  });

  /** Resolves once the workflow has been told of its cancel: in a workflow task that was started after it. */
  async function untilToldOfCancel({ workflowId }: WorkflowHandle): Promise<void> {
    const { namespace } = client.options;
    const { runId } = await client.workflow.getHandle(workflowId).describe();
    const told: boolean[] = [];
    let nextPageToken: Uint8Array | undefined;
    while (!told.includes(true)) {
      const next = await client.workflowService.getWorkflowExecutionHistory({
        namespace,
        execution: { workflowId, runId },
        waitNewEvent: true,
        ...(nextPageToken && { nextPageToken }),
      });
      nextPageToken = next.nextPageToken;
      for (const event of next.history?.events ?? [])
        if (event.workflowExecutionCancelRequestedEventAttributes) told.push(false);
        else if (event.workflowTaskStartedEventAttributes && told.length > 0) told.push(true);
    }
  }

  it('hears a cancel that comes during the last decision of a run', async () => {
    const handle = await start();
    const cancels: Promise<unknown>[] = [];
    beforeDecision = async () => {
      const { historyLength } = await handle.describe();
      if (historyLength < 40 || cancels.length > 0) return;
      cancels.push(handle.cancel());
      await untilToldOfCancel(handle);
    };
    for (let number = 0; cancels.length === 0; number += 1) await handle.signal('note', number);
    const error = await handle.result().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(WorkflowFailedError);
    expect(error).toMatchObject({ cause: { name: 'CancelledFailure' } });
  });
});
