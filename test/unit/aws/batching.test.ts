import { batched } from '../../../src/aws/batching';

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

  it('asks again each time, because a look must see what is true now', async () => {
    let answers = 0;
    const ask = batched<string, number>(10, (keys) => Promise.resolve(keys.map(() => (answers += 1))));
    await expect(ask('a')).resolves.toBe(1);
    await expect(ask('a')).resolves.toBe(2);
  });

  it('gives each asker its own error', async () => {
    const ask = batched<string, string>(10, (keys) =>
      Promise.resolve(keys.map((key) => (key === 'bad' ? new Error('bad one') : key))),
    );
    const [good, bad] = await Promise.allSettled([ask('good'), ask('bad')]);
    expect(good).toMatchObject({ status: 'fulfilled', value: 'good' });
    expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'bad one' } });
  });
});
