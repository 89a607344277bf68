/** One file that runs by itself, so that neither compilers nor what else the SDK brings has to be installed with it. */
import path from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import type { BuiltFile } from '../build-starter/build';
import { englishAlone } from '../build-starter/unused-parts';
import { nativeCoreOfThePackage, withoutBundler } from './sdk-parts';

const root = path.join(__dirname, '../..');
export const fromRoot = (file: string): string => path.join(root, file);

/** `but-temporal`: for a program of somebody else's, whose connections and workers are Temporal's own classes. */
export type Bundled = 'everything' | 'but-temporal';

/** Names are kept and lines are not minified: a stack trace can be read without a source map. */
export const bundleOptions = (bundled: Bundled) =>
  ({
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    metafile: true,
    logLevel: 'warning',
    // Files that are there when it runs: the native core's package, and the SDK's worker thread.
    external: [
      '@temporalio/core-bridge/package.json',
      './workflow-worker-thread',
      ...(bundled === 'but-temporal' ? ['@temporalio/*'] : []),
    ],
    plugins: [englishAlone, nativeCoreOfThePackage, withoutBundler],
  }) satisfies BuildOptions;

/** @param plugins that change the sources: for tests of another version */
export async function bundleProgram(
  entry: string,
  outfile: string,
  bundled: Bundled,
  plugins: readonly Plugin[] = [],
): Promise<BuiltFile> {
  const options = bundleOptions(bundled);
  const { metafile } = await build({
    ...options,
    plugins: [...options.plugins, ...plugins],
    entryPoints: [entry],
    outfile,
  });
  const [output] = Object.values(metafile.outputs);
  return { path: outfile, bytes: output?.bytes ?? 0 };
}
