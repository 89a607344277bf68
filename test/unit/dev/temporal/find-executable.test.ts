import { findExecutable, found, invalid, notFound, type Way } from '../../../../dev/temporal/find-executable';

const way = (name: string, find: Way['find']): Way => ({ name, find });

describe('findExecutable', () => {
  it('answers what the first way that leads there has found', async () => {
    const ways = [
      way('first', () => Promise.resolve(notFound('not set'))),
      way('second', () => Promise.resolve(found('/second'))),
      way('third', () => Promise.reject(new Error('the third way was tried'))),
    ];
    await expect(findExecutable('server', ways)).resolves.toBe('/second');
  });

  it('goes on after a way that fails', async () => {
    const ways = [
      way('first', () => Promise.reject(new Error('refused'))),
      way('second', () => Promise.resolve(found('/second'))),
    ];
    await expect(findExecutable('server', ways)).resolves.toBe('/second');
  });

  it('names each way and why it failed, in order, in one error', async () => {
    const ways = [
      way('first', () => Promise.resolve(notFound('not set'))),
      way('second', () => Promise.reject(new Error('refused'))),
    ];
    await expect(findExecutable('server', ways)).rejects.toMatchObject({
      name: 'ExecutableNotFoundError',
      message: 'Found no server. Tried, in order:\n  1. first: not set\n  2. second: refused',
    });
  });

  it('does not go on after a way that an operator asked for and that is wrong', async () => {
    const ways = [
      way('first', () => Promise.resolve(invalid('/typo is not an executable file'))),
      way('second', () => Promise.resolve(found('/second'))),
    ];
    await expect(findExecutable('server', ways)).rejects.toThrow('first: /typo is not an executable file');
  });
});
