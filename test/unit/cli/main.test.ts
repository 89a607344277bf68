import { commands } from '../../../src/cli/commands';
import { buildProgram } from '../../../src/cli/program';

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
