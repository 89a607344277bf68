import { BudgetTimeoutError, createBudget } from '../../../src/aws/budget';

describe('a budget of calls', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** How many of these takes have been granted after so many milliseconds. */
  async function grantedAfter(takes: readonly Promise<void>[], ms: number): Promise<number> {
    let granted = 0;
    for (const take of takes) void take.then(() => (granted += 1));
    await jest.advanceTimersByTimeAsync(ms);
    return granted;
  }

  it('grants a burst at once, and then so many a second', async () => {
    const budget = createBudget({ burst: 5, perSecond: 10 });
    const takes = Array.from({ length: 20 }, () => budget.take(1));
    await expect(grantedAfter(takes, 0)).resolves.toBe(5);
    await expect(grantedAfter(takes, 1000)).resolves.toBe(15);
    await expect(grantedAfter(takes, 500)).resolves.toBe(20);
  });

  it('goes on when the clock is set back', async () => {
    const budget = createBudget({ burst: 1, perSecond: 1 });
    await budget.take(1);
    jest.setSystemTime(Date.now() - 600_000);
    await expect(grantedAfter([budget.take(1)], 2000)).resolves.toBe(1);
  });

  it('never saves up more than a burst', async () => {
    const budget = createBudget({ burst: 5, perSecond: 10 });
    await jest.advanceTimersByTimeAsync(60_000);
    await expect(
      grantedAfter(
        Array.from({ length: 20 }, () => budget.take(1)),
        0,
      ),
    ).resolves.toBe(5);
  });

  it('serves first come, first served, also when a later one needs less', async () => {
    const budget = createBudget({ burst: 4, perSecond: 1 });
    const order: string[] = [];
    await budget.take(3);
    void budget.take(4).then(() => order.push('large'));
    void budget.take(1).then(() => order.push('small'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(order).toEqual(['large', 'small']);
  });

  it('serves what serves many and what serves one in turn', async () => {
    const budget = createBudget({ burst: 1, perSecond: 1 });
    const order: string[] = [];
    const take = (name: string, servesMany: boolean) =>
      void budget.take(1, { servesMany }).then(() => order.push(name));
    await budget.take(1, { servesMany: true });
    for (const n of [1, 2, 3]) take(`one ${n}`, false);
    for (const n of [1, 2]) take(`many ${n}`, true);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(order).toEqual(['one 1', 'many 1', 'one 2', 'many 2', 'one 3']);
  });

  it('grants what is more than a burst once the bucket is full, and lets the others wait for it', async () => {
    const budget = createBudget({ burst: 2, perSecond: 1 });
    await expect(grantedAfter([budget.take(6)], 0)).resolves.toBe(1);
    const next = budget.take(1);
    await expect(grantedAfter([next], 4_000)).resolves.toBe(0);
    await expect(grantedAfter([next], 1_000)).resolves.toBe(1);
  });

  it('spends nothing on one that gives up waiting', async () => {
    const budget = createBudget({ burst: 1, perSecond: 1 });
    await budget.take(1);
    const patience = new AbortController();
    const impatient = budget.take(1, { signal: patience.signal });
    const patient = budget.take(1);
    patience.abort();
    await expect(impatient).rejects.toThrow('at most 1 calls a second are ours');
    await expect(budget.take(1, { signal: patience.signal })).rejects.toThrow(BudgetTimeoutError);
    await expect(grantedAfter([patient], 1000)).resolves.toBe(1);
  });
});
