/** A later version of the package: the same sources, with a change of the workflows that new drains alone make. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflows } from '../../scripts/build/workflows';
import { install, installedPackage, pack } from './installed-package';

export const newerVersion = '0.2.0';

/** As test/replay/changed has it. */
export const newerPatch = 'pause-before-acting';

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
  await bundleWorkflows(path.join(sources, 'dist/workflow-bundle.js'), [
    path.resolve(__dirname, '../replay/changed/pauses-before-acting-patched.ts'),
  ]);
  const { tarball } = await pack(sources, folder, '--ignore-scripts');
  const installed = path.join(folder, 'installed');
  await install(tarball, installed);
  return installed;
}
