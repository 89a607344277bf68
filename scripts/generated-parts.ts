/**
 * Pages of the docs with parts that are generated from the source, each between two marks: `<!-- name -->` and `<!-- /name -->`.
 * `npm run docs:<…>` writes a page; with `--check` its script says that the page is out of date and exits 1.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** The generated parts, by the name of their place in the page. */
export type Parts = Readonly<Record<string, string>>;

/**
 * Writes the parts into a page; with `--check` among the arguments it only says what is out of date. The process exits with 1 where a part
 * has no place, or, with `--check`, where the page is out of date.
 * @param script of package.json that brings the page up to date
 */
export function bringUpToDate(
  page: string,
  script: string,
  parts: () => Parts | Promise<Parts>,
): Promise<void> {
  return update(join(__dirname, '../docs', page), script, parts).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

async function update(file: string, script: string, parts: () => Parts | Promise<Parts>): Promise<void> {
  const before = readFileSync(file, 'utf8');
  const after = await format(withParts(before, await parts(), file), {
    ...(await resolveConfig(file)),
    parser: 'markdown',
  });
  if (after === before) return;
  if (process.argv.includes('--check')) throw new Error(`${file} is out of date: npm run ${script}`);
  writeFileSync(file, after);
}

/** A list of the entries of a vocabulary's table, each with its meaning. */
export const listOf = (table: Readonly<Record<string, { readonly meaning: string }>>): string =>
  Object.entries(table)
    .map(([name, { meaning }]) => `- \`${name}\`: ${meaning}`)
    .join('\n');

function withParts(text: string, parts: Parts, file: string): string {
  let result = text;
  for (const [name, part] of Object.entries(parts)) {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    if (!place.test(result)) throw new Error(`${file} has no place for ${name}.`);
    result = result.replace(place, (_, begin: string, end: string) => `${begin}\n${part}\n\n${end}`);
  }
  return result;
}
