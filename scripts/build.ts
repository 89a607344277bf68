/** `npm run build`: what the package ships, in dist. `npm run build:starter`: the starter's folder alone. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildStarter } from './build-starter/build';
import { bundleWorkflows } from './bundle-workflows';

const root = path.join(__dirname, '..');
const dist = path.join(root, 'dist');

async function main(): Promise<void> {
  if (process.argv[2] !== 'starter') {
    rmSync(dist, { recursive: true, force: true });
    const tsc = require.resolve('typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], {
      cwd: root,
      stdio: 'inherit',
    });
    // Where a worker looks for it.
    await bundleWorkflows(path.join(dist, 'worker/workflow-bundle.js'));
  }
  await buildStarter({ outdir: path.join(dist, 'lambda') });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
