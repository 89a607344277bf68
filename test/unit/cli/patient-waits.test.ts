import { ServiceError } from '@temporalio/client';
import { follow, type Sight } from '../../../src/cli/follow';
import type { Poll } from '../../../src/cli/patient-poll';
import { untilAll, type Progress } from '../../../src/cli/until-all';

/** As gRPC's client throws it, inside what the SDK makes of it. */
const grpc = (code: number) =>
  new ServiceError('Failed', {
    cause: Object.assign(new Error('gone'), { code, details: 'gone', metadata: {} }),
  });

/** An observation that sees these things, one after the other; an error is thrown, and the last comes again and again. */
function pollOf<T>(...sights: (T | Error)[]): Poll<T> {
  let next = 0;
  return () => {
    const sight = sights[next];
    next = Math.min(next + 1, sights.length - 1);
    return sight instanceof Error ? Promise.reject(sight) : Promise.resolve(sight as T); // there is at least one
  };
}

function waiting() {
  const told: string[] = [];
  const interruption = new AbortController();
  const waiter = {
    output: { report: (line: string) => told.push(line) },
    interrupted: interruption.signal,
    pollIntervalMs: 1,
  };
  return { told, waiter, interrupt: () => interruption.abort() };
}

const silent = 'Temporal does not answer; waiting';

describe('a drain that is followed', () => {
  const running: Sight = { news: 'wait-for-tasks', ending: undefined };
  const ending = { execution: 'COMPLETED', outcome: 'drained', tasksStopped: 0 } as const;

  it.each([
    ['Unavailable', 14],
    ['DeadlineExceeded', 4],
    ['Cancelled', 1],
  ])('is followed to its end through %s, told once', async (_, code) => {
    const { told, waiter } = waiting();
    const poll = pollOf<Sight>(running, grpc(code), grpc(code), { news: 'ended', ending });
    await expect(follow(poll, 'i-1', waiter)).resolves.toEqual(ending);
    expect(told).toEqual(['i-1  wait-for-tasks', silent, 'i-1  ended']);
  });

  it('is not waited for longer than asked, nor after an interruption', async () => {
    const { waiter, interrupt } = waiting();
    const gone = pollOf<Sight>(grpc(14));
    await expect(follow(gone, 'i-1', waiter, Date.now() + 100)).resolves.toBeUndefined();
    interrupt();
    await expect(follow(gone, 'i-1', waiter)).resolves.toBeUndefined();
  });

  it('fails by what does not fix itself', async () => {
    const refusal = grpc(7);
    await expect(follow(pollOf<Sight>(running, refusal), 'i-1', waiting().waiter)).rejects.toBe(refusal);
  });
});

describe('an order to all', () => {
  const half: Progress = { done: ['i-1'], waiting: ['i-2'] };
  const all: Progress = { done: ['i-1', 'i-2'], waiting: [] };

  it('is waited for while Temporal does not answer', async () => {
    const { told, waiter } = waiting();
    const poll = pollOf(half, grpc(14), grpc(4), all);
    await expect(untilAll(poll, waiter, 'are paused', 60_000)).resolves.toEqual(all);
    expect(told).toEqual(['1 of 2 drains are paused', silent, '2 of 2 drains are paused']);
  });

  it('ends with what was seen last, and where nothing was, without a claim', async () => {
    const { waiter, interrupt } = waiting();
    await expect(untilAll(pollOf(half, grpc(14)), waiter, 'are paused', 100)).resolves.toEqual(half);
    const never = () => untilAll(pollOf<Progress>(grpc(14)), waiter, 'are paused', 100);
    await expect(never()).rejects.toMatchObject({ exitCode: 6 });
    interrupt();
    await expect(never()).rejects.toMatchObject({ exitCode: 130 });
  });
});
