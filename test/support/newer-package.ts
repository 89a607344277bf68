/** A later version of the package: the same sources, with a decision that waits, says and keeps other things. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleProgram, fromRoot } from '../../scripts/build/bundle-program';
import { install, installedPackage, pack } from './installed-package';
import { withEdits, type Edit } from './other-builds';
import { otherDecisions } from './other-decisions';

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
  await bundleProgram(fromRoot('src/worker/worker.ts'), path.join(sources, 'dist/worker.cjs'), 'everything', [
    withEdits(changes),
  ]);
  const { tarball } = await pack(sources, folder, '--ignore-scripts');
  const installed = path.join(folder, 'installed');
  await install(tarball, installed);
  return installed;
}
