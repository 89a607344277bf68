import { asCliError } from '../../../src/cli/errors';
import { buildProgram } from '../../../src/cli/program';

/** What becomes of a command line, up to where its command would be run. */
async function parse(...args: string[]): Promise<unknown> {
  const program = buildProgram(() => Promise.resolve());
  return program.parseAsync(['node', 'ecs-drain', ...args]).then(
    () => 'runs',
    (error: unknown) => {
      const { exitCode, message } = asCliError(error);
      return { exitCode, message };
    },
  );
}

const instance = 'i-0123456789abcdef0';
const start = ['start', instance, '--reason', 'x'];
const refused = (message: string) => ({ exitCode: 2, message });
const duration = 'expected a duration such as 90s, 30m or 1h30m, of at most 24d';
const deadline =
  '--deadline: expected a duration such as 30m, of at most 24d, or a time to come such as 2026-01-31T12:00:00Z, before 2100';

it.each<[string[], unknown]>([
  [['extend', instance, '--reason', 'x', '--for', '24d'], 'runs'],
  [['extend', instance, '--reason', 'x', '--for', '24d1s'], refused(`--for: ${duration}`)],
  [['extend', instance, '--reason', 'x', '--for', '99999999999d'], refused(`--for: ${duration}`)],
  [
    ['extend', instance, '--reason', 'x', '--until', '2100-01-01T00:00:00Z'],
    refused('--until: expected a time such as 2026-01-31T12:00:00Z, before 2100'),
  ],
  [['pause-all', '--reason', 'x', '--timeout', '25d'], refused(`--timeout: ${duration}`)],
  [['list', '--watch', '--interval', '25d'], refused(`--interval: ${duration}`)],
  [[...start, '--deadline', '2099-12-31T23:59:59Z'], 'runs'],
  [[...start, '--deadline', '2100-01-01T00:00:00Z'], refused(deadline)],
  [[...start, '--deadline', '25d'], refused(deadline)],
  [['pause', instance, '--reason', 'x'.repeat(500), '--by', 'y'.repeat(500)], 'runs'],
  [['pause', instance, '--reason', 'x'.repeat(501)], refused('--reason: expected at most 500 characters')],
  [[...start, '--by', 'y'.repeat(501)], refused('--by: expected at most 500 characters')],
  [['pause', instance], refused('--reason: say why')],
  [['pause', instance, '--reason', ''], refused('--reason: say why')],
  [['pause', instance, '--reason', ' '], refused('--reason: say why')],
  [[...start, '--by', ' '], refused('--by: say who you are')],
])('%j', async (args, expected) => {
  await expect(parse(...args)).resolves.toEqual(expected);
});
