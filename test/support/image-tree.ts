/** What the Dockerfile's worker stage has on disk, made without Docker: by the shell line of the build stage that makes it. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
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

/** @param dist the built programs */
export async function makeImageTree(dist: string): Promise<ImageTree> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ecs-drain-image-'));
  const build = path.join(folder, 'build');
  await mkdir(build);
  await cp(dist, path.join(build, 'dist'), { recursive: true });
  for (const file of ['package.json', 'LICENSE', 'node_modules'])
    await symlink(path.join(root, file), path.join(build, file));
  for (const { keyword, text } of stage('build').instructions)
    if (keyword === 'RUN' && !text.startsWith('npm ')) await run('sh', ['-ec', text], { cwd: build });
  // Whoever runs it may read it and write nothing, as in the image.
  await run('chmod', ['-R', 'a+rX,a-w', path.join(build, 'image')]);
  await run('chmod', ['a+rx', folder, build]);
  return {
    app: path.join(build, 'image'),
    remove: async () => {
      await run('chmod', ['-R', 'u+w', folder]);
      await rm(folder, { recursive: true });
    },
  };
}
