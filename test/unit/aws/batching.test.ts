import { batched, shared, sharedByKey } from '../../../src/aws/batching';

describe('batching', () => {
  it('sends together what is asked for together, at most so many a request', async () => {
    const requests: number[] = [];
    const ask = batched<string, string>(100, (keys) => {
      requests.push(keys.length);
      return Promise.resolve(keys.map((key) => key.toUpperCase()));
    });
    const keys = Array.from({ length: 250 }, (_, n) => `k${n}`);
    await expect(Promise.all(keys.map(ask))).resolves.toEqual(keys.map((key) => key.toUpperCase()));
    expect(requests).toEqual([100, 100, 50]);
  });

  it('asks again each time, because an observation must see what is true now', async () => {
    let answers = 0;
    const ask = batched<string, number>(10, (keys) => Promise.resolve(keys.map(() => (answers += 1))));
    await expect(ask('a')).resolves.toBe(1);
    await expect(ask('a')).resolves.toBe(2);
  });

  it('asks once for what two want', async () => {
    const requests: (readonly string[])[] = [];
    const ask = batched<string, string>(100, (keys) => {
      requests.push(keys);
      return Promise.resolve([...keys]);
    });
    await expect(Promise.all([ask('a'), ask('b'), ask('a')])).resolves.toEqual(['a', 'b', 'a']);
    expect(requests).toEqual([['a', 'b']]);
  });

  it('gives each asker its own error', async () => {
    const ask = batched<string, string>(10, (keys) =>
      Promise.resolve(keys.map((key) => (key === 'bad' ? new Error('bad one') : key))),
    );
    const [good, bad] = await Promise.allSettled([ask('good'), ask('bad')]);
    expect(good).toMatchObject({ status: 'fulfilled', value: 'good' });
    expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'bad one' } });
  });

  it('sends more together the longer a request has to wait for its permit', async () => {
    const requests: number[] = [];
    let letGo = (): void => undefined;
    const turn = new Promise<void>((resolve) => (letGo = resolve));
    const ask = batched<string, string>(
      100,
      (keys) => {
        requests.push(keys.length);
        return Promise.resolve([...keys]);
      },
      () => turn,
    );
    const first = ask('a');
    await new Promise((resolve) => setTimeout(resolve, 60)); // past the window, before the permit
    const later = ask('b');
    letGo();
    await expect(Promise.all([first, later])).resolves.toEqual(['a', 'b']);
    expect(requests).toEqual([2]);
  });
});

describe('what is the same for all', () => {
  it('is asked for once within its time, and again after it', async () => {
    jest.useFakeTimers();
    let loads = 0;
    const ask = shared(1000, () => Promise.resolve((loads += 1)));
    await expect(Promise.all([ask(), ask()])).resolves.toEqual([1, 1]);
    jest.setSystemTime(Date.now() + 1000);
    await expect(ask()).resolves.toBe(2);
    jest.useRealTimers();
  });

  it('is asked for again after a failure', async () => {
    let loads = 0;
    const ask = shared(60_000, () =>
      (loads += 1) === 1 ? Promise.reject(new Error('down')) : Promise.resolve(loads),
    );
    await expect(ask()).rejects.toThrow('down');
    await expect(ask()).resolves.toBe(2);
  });
});

describe('what is the same for all, by key', () => {
  it('is asked for once a key', async () => {
    const loads: string[] = [];
    const ask = sharedByKey({ ttlMs: 1000, most: 10 }, (key) => Promise.resolve(loads.push(key)));
    await Promise.all([ask('a'), ask('b'), ask('a')]);
    expect(loads).toEqual(['a', 'b']);
  });

  it('makes room by forgetting what was asked for longest ago', async () => {
    const loads: string[] = [];
    const ask = sharedByKey({ ttlMs: Infinity, most: 2 }, (key) => Promise.resolve(loads.push(key)));
    for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) await ask(key);
    expect(loads).toEqual(['a', 'b', 'c', 'a']);
  });

  it('of one key fails alone, and is asked for again', async () => {
    const loads: string[] = [];
    const ask = sharedByKey({ ttlMs: Infinity, most: 10 }, (key) => {
      loads.push(key);
      return key === 'bad' ? Promise.reject(new Error('down')) : Promise.resolve(key);
    });
    await expect(ask('bad')).rejects.toThrow('down');
    await expect(ask('good')).resolves.toBe('good');
    await expect(ask('bad')).rejects.toThrow('down');
    await ask('good');
    expect(loads).toEqual(['bad', 'good', 'bad']);
  });
});
