/** Builds of the sources whose decision differs in a small way, as that of another version may. */
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { createWorker } from '../../src/worker/create-worker';

const root = path.resolve(__dirname, '../..');

/** A replacement in a source file. What is replaced must be there once. */
export interface Edit {
  /** Such as `src/domain/drain/decide.ts`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** @throws where the sources have changed so that an edit has nothing to replace */
export function edited(code: string, { file, find, replace }: Edit): string {
  const parts = code.split(find);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${find}`);
  return parts.join(replace);
}

/** The sources with these edits, for a bundle. Resolves only where each file that is edited is in the bundle. */
export const withEdits = (edits: readonly Edit[]): Plugin => ({
  name: 'edits',
  setup: (plugins) => {
    const left = new Set(edits);
    // A literal would be of the test file's own class, which esbuild does not know.
    plugins.onLoad({ filter: new RegExp('/src/.*\\.ts$') }, async ({ path: file }) => {
      const here = edits.filter((edit) => path.join(root, edit.file) === file);
      here.forEach((edit) => left.delete(edit));
      return { contents: here.reduce(edited, await readFile(file, 'utf8')), loader: 'ts' };
    });
    plugins.onEnd(() => ({
      errors: [...left].map(({ file }) => ({ text: `${file} is not in the bundle` })),
    }));
  },
});

type CreateWorker = typeof createWorker;

/** Worker builds beside each other in one process. */
export interface OtherBuilds {
  /** @returns what makes a worker of the sources with these edits */
  workerWith(edits: readonly Edit[]): Promise<CreateWorker>;
  remove(): Promise<void>;
}

export async function startOtherBuilds(): Promise<OtherBuilds> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ecs-drain-builds-'));
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  let builds = 0;
  return {
    workerWith: async (edits) => {
      builds += 1;
      const outfile = path.join(folder, `worker-${builds}.cjs`);
      await build({
        absWorkingDir: root,
        entryPoints: ['src/worker/create-worker.ts'],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        packages: 'external',
        logLevel: 'silent',
        plugins: [withEdits(edits)],
      });
      const module = (await import(outfile)) as { readonly createWorker: CreateWorker }; // a build of that file
      return module.createWorker;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
