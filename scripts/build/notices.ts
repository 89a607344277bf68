/** What others have written and the bundles hold, with its licences: these want to be told along with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { z } from 'zod';
import type { BuiltFile } from '../build-starter/build';
import { bundleOptions, fromRoot } from './bundle-program';

const described = z.object({ name: z.string(), version: z.string(), license: z.string() });

/** @param entries of all that is bundled */
export async function writeNotices(outfile: string, entries: readonly string[]): Promise<BuiltFile> {
  const { metafile } = await build({
    ...bundleOptions('everything'),
    entryPoints: [...entries],
    outdir: path.dirname(outfile),
    write: false,
  });
  const folders = new Set(Object.keys(metafile.inputs).flatMap((input) => packageFolder(input) ?? []));
  const notices = [...folders].map((folder) => noticeOf(fromRoot(folder)));
  // A package may be there twice, with its version and licence.
  const text = [...new Set(notices)].sort().join(`\n${'-'.repeat(80)}\n\n`);
  await writeFile(outfile, text);
  return { path: outfile, bytes: Buffer.byteLength(text) };
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
