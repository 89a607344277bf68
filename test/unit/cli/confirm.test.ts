import { PassThrough } from 'node:stream';
import { choose, confirm } from '../../../src/cli/confirm';
import { usageError } from '../../../src/cli/errors';

const never = new AbortController().signal;

/** Somebody at a terminal who types this; null: who ends the input. */
function personTyping(typed: string | null) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  if (typed === null) input.end();
  else input.write(typed);
  return { input, output };
}

it.each(['y\n', 'Y\n', 'yes\n'])('%j goes on, and has been asked on the side', async (typed) => {
  const terminal = personTyping(typed);
  await expect(confirm('All of it ends.', terminal, never)).resolves.toBeUndefined();
  expect(String(terminal.output.read())).toContain('All of it ends.\nGo on? [y/N]');
});

it.each(['\n', 'n\n', 'yess\n', 'sure\n', null])('%j does nothing', async (typed) => {
  await expect(confirm('?', personTyping(typed), never)).rejects.toMatchObject({
    exitCode: 5,
    message: 'nothing was done',
  });
});

it('an interruption does nothing', async () => {
  const interruption = new AbortController();
  const { input, output } = personTyping('');
  const asked = confirm('?', { input, output }, interruption.signal);
  interruption.abort();
  await expect(asked).rejects.toMatchObject({ exitCode: 5 });
});

it('nobody at the terminal is no consent', async () => {
  const nobody = { input: new PassThrough(), output: new PassThrough() };
  await expect(confirm('?', nobody, never)).rejects.toMatchObject({ exitCode: 2 });
});

describe('a choice', () => {
  const unasked = () => usageError('there are two');
  const choices = ['the first', 'the second'];

  it('is the one whose number is typed, and has been asked on the side', async () => {
    const terminal = personTyping('2\n');
    await expect(choose('Several.', choices, unasked, terminal, never)).resolves.toBe(1);
    expect(String(terminal.output.read())).toContain(
      'Several.\n  1  the first\n  2  the second\nWhich one? [1-2]',
    );
  });

  it.each(['\n', '0\n', '3\n', 'two\n', null])('%j is none', async (typed) => {
    await expect(choose('?', choices, unasked, personTyping(typed), never)).rejects.toMatchObject({
      exitCode: 5,
      message: 'nothing was done',
    });
  });

  it('is not made where nobody is at the terminal', async () => {
    const nobody = { input: new PassThrough(), output: new PassThrough() };
    await expect(choose('?', choices, unasked, nobody, never)).rejects.toMatchObject({
      exitCode: 2,
      message: 'there are two',
    });
  });
});
