import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';

/** The workflows with a change of test/replay/changed. */
export const bundleWith = (
  change: 'pauses-before-acting' | 'pauses-before-acting-patched',
): Promise<WorkflowBundle> =>
  bundleWorkflowCode({
    workflowsPath: path.resolve(__dirname, '../../../src/workflows/index.ts'),
    workflowInterceptorModules: [path.resolve(__dirname, `../changed/${change}.ts`)],
    logger: new DefaultLogger('WARN'),
  });
