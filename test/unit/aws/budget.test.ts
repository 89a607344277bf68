import { createBudget } from '../../../src/aws/budget';

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
    const impatient = budget.take(1, patience.signal);
    const patient = budget.take(1);
    patience.abort(new Error('too late'));
    await expect(impatient).rejects.toThrow('too late');
    await expect(budget.take(1, patience.signal)).rejects.toThrow('too late');
    await expect(grantedAfter([patient], 1000)).resolves.toBe(1);
  });
});
