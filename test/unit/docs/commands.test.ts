import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { buildProgram } from '../../../src/cli/program';
import { searchAttributeNames } from '../../../src/temporal/setup/search-attributes';
import packageJson from '../../../package.json';
import { fencedCommands, inlineCommands, type DocumentedCommand } from '../../support/documented-commands';

const root = join(__dirname, '../../..');

/** What is wrong with a command of a page; undefined: nothing. */
type Check = (args: readonly string[]) => Promise<string | undefined>;

/** Read to the last value, as when it is run; then nothing is done. */
const ourCli: Check = async (args) => {
  const program = buildProgram(() => Promise.resolve());
  let said = '';
  const quiet = { writeOut: () => undefined, writeErr: (text: string) => void (said += text) };
  for (const command of [program, ...program.commands]) command.exitOverride().configureOutput(quiet);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return undefined;
  } catch (error) {
    // Help ends in this way too.
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    return said || String(error);
  }
};

const npmsOwn = ['ci', 'test', 'pack', 'install', 'i'];

const npm: Check = async ([command = '', ...args]) => {
  if (npmsOwn.includes(command)) return filesOf(args);
  if (command !== 'run') return `npm ${command} is not known to this test`;
  const [script = '', ...rest] = args.filter((arg) => arg !== '--silent' && arg !== '--');
  if (script === 'cli') return ourCli(rest);
  return script in packageJson.scripts ? undefined : `there is no script ${script}`;
};

/** Of tools that are not at hand: the files of ours that they are given are there. */
const filesAreThere: Check = (args) => Promise.resolve(filesOf(args));

function filesOf(args: readonly string[]): string | undefined {
  const ours = args
    .map((arg) => arg.replace(/^file:\/\//, ''))
    .filter((arg) => /^(\.\/)?(deploy|docs|test|dev)\//.test(arg));
  const missing = ours.filter((file) => !existsSync(join(root, file)));
  return missing.length > 0 ? `there is no ${missing.join(', ')}` : undefined;
}

/** SAM's own parser ends with an error at the loop over groups: https://github.com/aws/aws-sam-cli/issues/5647 */
const sam: Check = (args) =>
  Promise.resolve(
    args[0] === 'deploy' && !args.includes('--language-extensions')
      ? 'without --language-extensions it does not understand Fn::ForEach'
      : filesOf(args),
  );

/** More than 51,200 bytes have to go by way of a bucket, which `deploy` asks for once it is run. */
const aws: Check = ([service, command = '', ...args]) =>
  Promise.resolve(
    service === 'cloudformation' && ['package', 'deploy'].includes(command) && !args.includes('--s3-bucket')
      ? 'without --s3-bucket it does not take a template of this size'
      : filesOf(args),
  );

/** Temporal Cloud's own tool adds what `ecs-drain setup` may not add there. */
const tcld: Check = (args) => {
  const missing = searchAttributeNames.filter((name) => !args.includes(`${name}=Keyword`));
  return Promise.resolve(missing.length > 0 ? `without ${missing.join(', ')}` : undefined);
};

const checks: Readonly<Record<string, Check>> = {
  'ecs-drain': ourCli,
  npm,
  npx: async ([program = '', ...args]) => (program === 'ecs-drain' ? ourCli(args) : filesOf(args)),
  aws,
  sam,
  docker: filesAreThere,
  sudo: filesAreThere,
  systemctl: filesAreThere,
  curl: filesAreThere,
  temporal: filesAreThere,
  tcld,
  'deploy/redrive.sh': (args) => filesAreThere(['deploy/redrive.sh', ...args]),
  export: filesAreThere,
};

const check = async ({ words: [program = '', ...args] }: DocumentedCommand): Promise<string | undefined> =>
  (await checks[program]?.(args)) ?? (program in checks ? undefined : `${program}: no check knows it`);

const asRow = (command: DocumentedCommand) => [command.page, command.words.join(' '), command] as const;

it.each(fencedCommands().map(asRow))('%s: %s', async (_page, _line, command) => {
  expect(await check(command)).toBeUndefined();
});

// In the middle of a sentence it may be without what it needs, but not with what there is not.
it.each(inlineCommands().map(asRow))('%s, in the text: %s', async (_page, _line, command) => {
  const problem = (await check(command)) ?? '';
  expect(problem).not.toMatch(/unknown|too many/);
});

it('a command that is mistaken is noticed', async () => {
  const page = 'docs/none.md';
  const problems = await Promise.all(
    [
      ['ecs-drain', 'lst'],
      ['ecs-drain', 'describe', 'i-nonsense'],
      ['ecs-drain', 'list', '--clster', 'web'],
      ['npm', 'run', 'dmo'],
      ['npm', 'run', '--silent', 'cli', '--', 'pause', 'i-0123456789abcdef0'],
      ['sam', 'deploy', '--language-extensions', '-t', 'deploy/none.yaml'],
      ['sam', 'deploy', '-t', 'deploy/template.yaml'],
      ['aws', 'cloudformation', 'deploy', '--template-file', 'dist/template.yaml'],
      ['tcld', 'namespace', 'search-attributes', 'add', '--search-attribute', 'EcsDrainGroup=Keyword'],
      ['make'],
    ].map((words) => check({ page, words })),
  );
  expect(problems.filter((problem) => problem === undefined)).toEqual([]);
});
