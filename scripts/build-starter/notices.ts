/** The licences of what a bundle holds of others: they must come along with it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const described = z.object({ name: z.string(), version: z.string(), license: z.string() });

/** @param files of the bundle, as paths to what it was made from */
export function noticesOf(files: readonly string[]): string {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  // A package may be there twice, with its version and licence.
  return [...new Set([...folders].map(noticeOf))].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

/** The innermost package that a file belongs to; undefined for ours. */
const packageFolder = (file: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

/** @throws where a package does not say under which licence it comes */
function noticeOf(folder: string): string {
  const { name, version, license } = described.parse(
    JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')),
  );
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8');
  return `${name} ${version}: ${license}\n\n${text.trim()}\n`;
}
