/** What the Dockerfile's worker stage has on disk, made without Docker: by what its stages copy and run. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { stage } from './dockerfile';

const run = promisify(execFile);
const root = path.resolve(__dirname, '../..');

export interface ImageTree {
  /** What the image has in its working folder. */
  readonly app: string;
  remove(): Promise<void>;
}

/** @param built the folder that has `dist`, in place of the stage that builds it */
export async function makeImageTree(built: string): Promise<ImageTree> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ecs-drain-image-'));
  const dependencies = path.join(folder, 'dependencies');
  const app = path.join(folder, 'app');
  await copyInto(dependencies, 'dependencies', {});
  for (const { keyword, text } of stage('dependencies').instructions)
    if (keyword === 'RUN')
      await run('sh', ['-ec', text], {
        cwd: dependencies,
        env: { ...process.env, npm_config_prefer_offline: 'true' },
      });
  await copyInto(app, 'worker', { build: built, dependencies });
  // Whoever runs it may read it and write nothing, as in the image.
  await run('chmod', ['-R', 'a+rX,a-w', app]);
  await run('chmod', ['a+rx', folder]);
  return {
    app,
    remove: async () => {
      await run('chmod', ['-R', 'u+w', app]);
      await rm(folder, { recursive: true });
    },
  };
}

/** @param stages what earlier stages have in their working folder, /build */
async function copyInto(
  folder: string,
  name: string,
  stages: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(folder);
  for (const { from, sources, to } of stage(name).copies) {
    const base = from === undefined ? root : stages[from];
    if (base === undefined) throw new Error(`nothing stands for the stage ${from ?? ''}`);
    for (const source of sources) {
      const target = to.endsWith('/') ? path.join(to, path.basename(source)) : to;
      await cp(
        path.join(base, path.relative('/build', path.resolve('/build', source))),
        path.join(folder, target),
        {
          recursive: true,
          verbatimSymlinks: true,
        },
      );
    }
  }
}
