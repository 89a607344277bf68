import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Writes the workflows as a worker loads them, with their source map, by which errors name our sources. */
export async function bundleWorkflows(outfile: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.join(__dirname, '../src/workflows/index.ts'),
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(outfile, code);
}
