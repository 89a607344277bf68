/** The programs that people run: a file each, and what a worker has beside it. */
import { copyFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BuiltFile } from '../build-starter/build';
import { bundleProgram, fromRoot } from './bundle-program';

/** Reads the workflows' source map, and is looked for beside whoever reads it. */
const sourceMapReader = require.resolve('source-map/lib/mappings.wasm');

/** The SDK's own: what a workflow runs in. It is beside the worker, where the SDK looks for it. */
export const workerThread = require.resolve('@temporalio/worker/lib/workflow/workflow-worker-thread.js');

/** Writes `cli.cjs`. */
export const bundleCli = (outdir: string): Promise<BuiltFile> =>
  bundleProgram(fromRoot('src/cli/main.ts'), path.join(outdir, 'cli.cjs'), 'everything');

/** Writes `worker.cjs` and what it loads, except for the workflows: `workflow-bundle.js` beside it. */
export const bundleWorker = async (outdir: string): Promise<readonly BuiltFile[]> => [
  await bundleProgram(fromRoot('src/worker/worker.ts'), path.join(outdir, 'worker.cjs'), 'everything'),
  await bundleProgram(workerThread, path.join(outdir, 'workflow-worker-thread.js'), 'everything'),
  await copied(sourceMapReader, path.join(outdir, 'mappings.wasm')),
];

async function copied(from: string, to: string): Promise<BuiltFile> {
  await copyFile(from, to);
  return { path: to, bytes: (await stat(to)).size };
}
