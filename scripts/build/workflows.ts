import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { BuiltFile } from '../build-starter/build';
import { fromRoot } from './bundle-program';

/** The workflows as a worker loads them, with their source map, by which errors name our sources. */
export async function bundleWorkflows(outfile: string): Promise<BuiltFile> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: fromRoot('src/workflows/index.ts'),
    logger: new DefaultLogger('WARN'),
  });
  await mkdir(path.dirname(outfile), { recursive: true });
  await writeFile(outfile, code);
  return { path: outfile, bytes: Buffer.byteLength(code) };
}
