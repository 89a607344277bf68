/** The starter as Lambda's Node.js 22 runtime takes it: one file, with a source map beside it. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { clientsMessagesAlone, englishAlone } from './unused-parts';

export interface StarterBuild {
  /** What to bundle. @default the starter */
  readonly entry?: string;
  /** Folder for `starter.cjs` and `starter.cjs.map`. @default dist */
  readonly outdir?: string;
}

export interface BuiltFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * @returns the bundle, whose source map is beside it
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html#nodejs-package-sdk
 */
export async function buildStarter({ entry, outdir }: StarterBuild = {}): Promise<BuiltFile> {
  const path = join(outdir ?? join(__dirname, '../../dist'), 'starter.cjs');
  const { metafile } = await build({
    entryPoints: [entry ?? join(__dirname, '../../src/starter/lambda.ts')],
    outfile: path,
    absWorkingDir: join(__dirname, '../..'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    // The runtime brings it along.
    external: ['@aws-sdk/*'],
    plugins: [englishAlone, clientsMessagesAlone],
  });
  const bytes =
    Object.entries(metafile.outputs).find(([name]) => name.endsWith('starter.cjs'))?.[1].bytes ?? 0;
  return { path, bytes };
}
