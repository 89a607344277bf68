/** The package as others get it: packed by npm, and installed from the tarball into an empty folder. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const root = path.resolve(__dirname, '../..');
const FOLDER = 'ECS_DRAIN_TEST_PACKAGE_FOLDER';

/** npm has made `tarball` of a folder, with these files in it. */
export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
}

/** @param flags `--ignore-scripts` for a folder that is built already */
export async function pack(folder: string, to: string, ...flags: string[]): Promise<Packed> {
  await mkdir(to, { recursive: true });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', to, ...flags], {
    cwd: folder,
    maxBuffer: 10_000_000,
  });
  const [packed] = packedByNpm.parse(JSON.parse(stdout.slice(stdout.indexOf('[\n'))));
  if (!packed) throw new Error(`npm packed nothing of ${folder}`);
  return {
    tarball: path.join(to, packed.filename),
    files: packed.files.map((file) => file.path),
  };
}

const packedByNpm = z.array(
  z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }),
);

/** Installs a tarball as the only dependency of a folder that is made for it. */
export async function install(tarball: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
  await run('npm', ['install', tarball, '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
  });
}

/** Packs and installs once for a whole jest run. */
export async function provideInstalledPackage(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ecs-drain-package-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { tarball, files } = await pack(root, folder);
  await install(tarball, path.join(folder, 'installed'));
  await writeFile(path.join(folder, 'packed.json'), JSON.stringify({ tarball, files }));
  process.env[FOLDER] = folder;
}

/** What {@link provideInstalledPackage} has made. */
export function installedPackage() {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error(`${FOLDER} is not set: does this file's project have a setup?`);
  const installed = path.join(folder, 'installed');
  return {
    /** Holds `node_modules` with the package and what it depends on, and nothing else. */
    folder: installed,
    packageFolder: path.join(installed, 'node_modules/ecs-drain'),
    bin: (name: 'ecs-drain' | 'ecs-drain-worker') => path.join(installed, 'node_modules/.bin', name),
    packed: path.join(folder, 'packed.json'),
  };
}
