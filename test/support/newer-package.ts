/** A later version of the package: the same sources, with a decision that waits, says and keeps other things. */
import { access, cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from 'esbuild';
import { install, installedPackage, pack } from './installed-package';
import { edited, type Edit } from './other-builds';
import { otherDecisions } from './other-decisions';

const root = path.resolve(__dirname, '../..');

export const newerVersion = '0.2.0';

const changes: readonly Edit[] = [
  ...otherDecisions['has another version of each part that is rebuilt'].edits,
  ...otherDecisions['keeps one part more'].edits,
  ...otherDecisions['keeps members more in the core and beside the host'].edits,
  ...otherDecisions['waits for another time'].edits,
  ...otherDecisions['uses other words'].edits,
];

/**
 * Packed and installed as the other one is.
 * @returns the folder that it is installed in
 */
export async function installNewerPackage(folder: string): Promise<string> {
  const sources = path.join(folder, 'newer');
  await cp(installedPackage().packageFolder, sources, { recursive: true });
  const file = path.join(sources, 'package.json');
  const packageJson = JSON.parse(await readFile(file, 'utf8')) as object; // npm's, an object
  await writeFile(file, JSON.stringify({ ...packageJson, version: newerVersion }));
  for (const source of new Set(changes.map((change) => change.file))) {
    const text = await readFile(path.join(root, source), 'utf8');
    const newer = changes.filter((change) => change.file === source).reduce(edited, text);
    const { code } = await transform(newer, { loader: 'ts', format: 'cjs', platform: 'node' });
    const compiled = path.join(sources, source.replace(/^src\/(.*)\.ts$/, 'dist/$1.js'));
    await access(compiled); // what is not in the package would change nothing
    await writeFile(compiled, code);
  }
  const { tarball } = await pack(sources, folder, '--ignore-scripts');
  const installed = path.join(folder, 'installed');
  await install(tarball, installed);
  return installed;
}
