/** Where the worker has its workflows from. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowSource } from './create-worker';

/** The prebuilt bundle where it is beside this file, as it is in the package; else the sources, which are bundled at start. */
export function workflowSource(): WorkflowSource {
  const codePath = path.join(__dirname, 'workflow-bundle.js');
  return existsSync(codePath)
    ? { workflowBundle: { codePath } }
    : { workflowsPath: path.join(__dirname, '../workflows/index.ts') };
}
