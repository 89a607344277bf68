/** Every part of the package, and how it is built. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildStarter, type BuiltFile } from '../build-starter/build';
import { bundleProgram, fromRoot } from './bundle-program';
import { writeNotices } from './notices';
import { bundleCli, bundleWorker, workerThread } from './programs';
import { buildTypes } from './types';
import { bundleWorkflows } from './workflows';

export type Part = 'cli' | 'worker' | 'workflows' | 'starter' | 'index' | 'types' | 'notices';

/** The part's files in a folder. */
export type Build = (outdir: string) => Promise<readonly BuiltFile[]>;

export const parts: Readonly<Record<Part, Build>> = {
  cli: async (outdir) => [await bundleCli(outdir)],
  worker: bundleWorker,
  workflows: async (outdir) => [await bundleWorkflows(path.join(outdir, 'workflow-bundle.js'))],
  starter: async (outdir) => [
    await buildStarter({ outdir: path.join(outdir, 'starter') }),
    await written(path.join(outdir, 'starter.cjs'), "module.exports = require('./starter/starter.cjs');\n"),
  ],
  index: async (outdir) => [
    await bundleProgram(fromRoot('src/index.ts'), path.join(outdir, 'index.cjs'), 'but-temporal'),
    await bundleProgram(
      fromRoot('src/worker/entry.ts'),
      path.join(outdir, 'worker-entry.cjs'),
      'but-temporal',
    ),
  ],
  types: async (outdir) => [await buildTypes(path.join(outdir, 'types'))],
  notices: async (outdir) => [
    await writeNotices(path.join(outdir, 'third-party-licenses.txt'), [
      fromRoot('src/cli/main.ts'),
      fromRoot('src/worker/worker.ts'),
      fromRoot('src/starter/lambda.ts'),
      workerThread,
    ]),
  ],
};

/** For those who want a file: Lambda's tools zip folders, and files only from the folder in which the tools run. */
async function written(to: string, text: string): Promise<BuiltFile> {
  await writeFile(to, text);
  return { path: to, bytes: Buffer.byteLength(text) };
}
