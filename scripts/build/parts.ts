/** Every part of the package, and how it is built. */
import { copyFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildStarter, type BuiltFile } from '../build-starter/build';
import { bundleProgram, fromRoot } from './bundle-program';
import { writeNotices } from './notices';
import { buildTypes } from './types';
import { bundleWorkflows } from './workflows';

export type Part = 'cli' | 'worker' | 'workflows' | 'starter' | 'index' | 'types' | 'notices';

/** The part's files in a folder. */
export type Build = (outdir: string) => Promise<readonly BuiltFile[]>;

/** Reads the workflows' source map, and is looked for beside whoever reads it. */
const sourceMapReader = require.resolve('source-map/lib/mappings.wasm');

/** The SDK's own: what a workflow runs in. It is beside the worker, where the SDK looks for it. */
const workerThread = require.resolve('@temporalio/worker/lib/workflow/workflow-worker-thread.js');

export const parts: Readonly<Record<Part, Build>> = {
  cli: async (outdir) => [
    await bundleProgram(fromRoot('src/cli/main.ts'), path.join(outdir, 'cli.cjs'), 'everything'),
  ],
  worker: async (outdir) => [
    await bundleProgram(fromRoot('src/worker.ts'), path.join(outdir, 'worker.cjs'), 'everything'),
    await bundleProgram(workerThread, path.join(outdir, 'workflow-worker-thread.js'), 'everything'),
    await copied(sourceMapReader, path.join(outdir, 'mappings.wasm')),
  ],
  workflows: async (outdir) => [await bundleWorkflows(path.join(outdir, 'workflow-bundle.js'))],
  starter: async (outdir) => [
    await buildStarter({ outdir: path.join(outdir, 'starter') }),
    await written(path.join(outdir, 'starter.cjs'), "module.exports = require('./starter/starter.cjs');\n"),
  ],
  index: async (outdir) => [
    await bundleProgram(fromRoot('src/index.ts'), path.join(outdir, 'index.cjs'), 'but-temporal'),
    await bundleProgram(
      fromRoot('src/worker-entry.ts'),
      path.join(outdir, 'worker-entry.cjs'),
      'but-temporal',
    ),
  ],
  types: async (outdir) => [await buildTypes(path.join(outdir, 'types'))],
  notices: async (outdir) => [
    await writeNotices(path.join(outdir, 'third-party-licenses.txt'), [
      fromRoot('src/cli/main.ts'),
      fromRoot('src/worker.ts'),
      fromRoot('src/starter/lambda.ts'),
      workerThread,
    ]),
  ],
};

async function copied(from: string, to: string): Promise<BuiltFile> {
  await copyFile(from, to);
  return { path: to, bytes: (await stat(to)).size };
}

/** For those who want a file: Lambda's tools zip folders, and files only from the folder in which the tools run. */
async function written(to: string, text: string): Promise<BuiltFile> {
  await writeFile(to, text);
  return { path: to, bytes: Buffer.byteLength(text) };
}
