import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { commands } from '../../../src/cli/commands';
import { buildProgram } from '../../../src/cli/program';
import { version } from '../../../package.json';

const root = join(__dirname, '../../..');

it('every command has a help with examples, and --json', () => {
  const program = buildProgram(() => Promise.resolve());
  for (const command of program.commands) {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toMatch(new RegExp(`Examples:\\n  ecs-drain ${command.name()}`));
    expect(help).toContain('--json');
  }
  expect(program.commands.map((command) => command.name())).toEqual(commands.map(({ name }) => name));
});

it('built, it runs without a compiler, and a command line that is not understood exits with 2', () => {
  const build = spawnSync('npm', ['run', '--silent', 'build', '--', 'cli'], { cwd: root, encoding: 'utf8' });
  expect(build).toMatchObject({ status: 0 });
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['dist/cli.cjs', ...args], { cwd: root, encoding: 'utf8' });
  expect(run('--help')).toMatchObject({ status: 0, stderr: '' });
  expect(run('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  expect(run('describe', 'i-nonsense')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: '<instance>: expected an EC2 instance id such as i-0123456789abcdef0\n',
  });
  const accountRegion = ['--account', '123456789012', '--region', 'eu-central-1'];
  expect(run('setup', ...accountRegion, '--every', '59s')).toMatchObject({
    status: 2,
    stderr: '--every: expected at least 1m\n',
  });
  const unknown = run('lst');
  expect(unknown).toMatchObject({ status: 2, stdout: '' });
  expect(unknown.stderr).toContain('Did you mean list?');
}, 30_000);
