import fc from 'fast-check';
import { chunks, mapInChunks } from '../../../src/domain/chunks';

describe('chunks', () => {
  it('have every item once, in order, and no more than their size', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, size) => {
        const some = chunks(items, size);
        expect(some.flat()).toEqual(items);
        expect(some.every(({ length }) => length > 0 && length <= size)).toBe(true);
        expect(some).toHaveLength(Math.ceil(items.length / size));
      }),
    );
  });
});

describe('work in chunks', () => {
  it('goes on with a few items at once, and answers in their order', async () => {
    let running = 0;
    let most = 0;
    const answers = await mapInChunks([1, 2, 3, 4, 5], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return item * 10;
    });
    expect(answers).toEqual([10, 20, 30, 40, 50]);
    expect(most).toBe(2);
  });

  it('tries all items, and then throws what the first one threw', async () => {
    const tried: number[] = [];
    const work = (item: number) => {
      tried.push(item);
      return item % 2 === 0 ? Promise.reject(new Error(`item ${item}`)) : Promise.resolve(item);
    };
    await expect(mapInChunks([1, 2, 3, 4, 5], 2, work)).rejects.toThrow('item 2');
    expect(tried).toEqual([1, 2, 3, 4, 5]);
  });
});
