/** The commands that README and docs show, as words. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

const pagesIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map(({ name }) => path.posix.join(folder, name));

/** All pages for people, by their path in the repository. */
export const pagesWithCommands: readonly string[] = [
  'README.md',
  'local-aws/README.md',
  ...pagesIn('docs'),
  ...pagesIn('deploy'),
];

export interface DocumentedCommand {
  readonly page: string;
  /** The command and its arguments, without variables that are set before it. */
  readonly words: readonly string[];
}

/** Every command of the fenced `sh` blocks. A block with a script of its own, told by its variables, is none of them. */
export const fencedCommands = (): readonly DocumentedCommand[] =>
  pagesWithCommands.flatMap((page) =>
    [...textOf(page).matchAll(/^ *```sh\n([^]*?)^ *```/gm)]
      .map(([, block = '']) => block)
      .filter((block) => !isScript(block))
      .flatMap(commandsIn)
      .map((words) => ({ page, words })),
  );

/** Every `ecs-drain …` in the text, with at least a command's name. */
export const inlineCommands = (): readonly DocumentedCommand[] =>
  pagesWithCommands.flatMap((page) =>
    [
      ...textOf(page)
        .replace(/^ *```[^]*?^ *```/gm, '')
        .matchAll(/`(ecs-drain [a-z][^`]*)`/g),
    ].map(([, line = '']) => ({
      page,
      words: wordsOf(line)[0] ?? [],
    })),
  );

const textOf = (page: string): string => readFileSync(path.join(root, page), 'utf8');

/** docs/local-aws.md has one; local-aws/test/admin/docs.test.ts runs it as it is. */
const isScript = (block: string): boolean => /\$\w+|\$\(/.test(block);

const commandsIn = (block: string): string[][] =>
  block
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .flatMap(wordsOf);

const token = /"([^"]*)"|'([^']*)'|(&&|\|\||\||;)|((?:[^\s"'|&;]|&(?!&))+)/g;

/** A line as a shell reads it, as far as docs go: quotes, and commands joined by `&&`, `|` or `;`. */
function wordsOf(line: string): string[][] {
  const commands: string[][] = [[]];
  let end = 0;
  for (const match of line.matchAll(token)) {
    const [, double, single, operator, bare] = match;
    const words = commands.at(-1) ?? [];
    if (operator !== undefined) commands.push([]);
    else if (match.index === end && end > 0 && words.length > 0)
      words.push(`${words.pop() ?? ''}${double ?? single ?? bare ?? ''}`);
    else words.push(double ?? single ?? bare ?? '');
    end = match.index + match[0].length;
  }
  return commands.map((words) => words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word))));
}
