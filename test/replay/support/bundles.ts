/** Bundles of the workflows other than the worker's own. */
import { cp, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { z } from 'zod';

const root = path.resolve(__dirname, '../../..');
const logger = new DefaultLogger('WARN');

/** The workflows with a change of test/replay/changed. */
export const bundleWith = (change: 'pauses-before-acting'): Promise<WorkflowBundle> =>
  bundleWorkflowCode({
    workflowsPath: path.join(root, 'src/workflows/index.ts'),
    workflowInterceptorModules: [path.resolve(__dirname, `../changed/${change}.ts`)],
    logger,
  });

/** The workflows as they are, beside a decision of which every module throws as it is loaded. */
export async function bundleWithoutDecision(): Promise<WorkflowBundle> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ecs-drain-without-decision-'));
  try {
    await cp(path.join(root, 'src'), path.join(folder, 'src'), { recursive: true });
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    for (const file of await readdir(path.join(folder, 'src/domain'), { recursive: true }))
      if (file.endsWith('.ts'))
        await writeFile(path.join(folder, 'src/domain', file), "throw new Error('a workflow decides');\n");
    return await bundleWorkflowCode({ workflowsPath: path.join(folder, 'src/workflows/index.ts'), logger });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const sourceMap = z.object({ sources: z.array(z.string()) });

/** The modules of src in a bundle, by its source map, as `workflows/index.ts`. */
export function ourModulesIn(code: string): readonly string[] {
  const [, base64 = ''] =
    /\/\/# sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)/.exec(code) ?? [];
  const { sources } = sourceMap.parse(JSON.parse(Buffer.from(base64, 'base64').toString()));
  const src = path.join(root, 'src');
  return sources
    .filter((source) => path.isAbsolute(source) && !path.relative(src, source).startsWith('..'))
    .map((source) => path.relative(src, source));
}
