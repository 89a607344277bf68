/** The starter as Lambda's Node.js 22 runtime takes it: one file, with its source map and the licences of what it holds beside it. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { noticesOf } from './notices';

const root = path.join(__dirname, '../..');

/** Leaves out zod's error messages in fifty languages: its default, and ours, is English. */
const englishAlone: Plugin = {
  name: 'english-alone',
  setup: (bundler) => {
    // In jest a literal would be of another class than the one that esbuild knows.
    bundler.onLoad({ filter: new RegExp('/node_modules/zod/v4/locales/index\\.js$') }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

export interface StarterBuild {
  /** What to bundle. @default the starter */
  readonly entry?: string;
  /** Folder for `starter.cjs` and what comes with it. */
  readonly outdir: string;
}

export interface BuiltFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * @returns the bundle, whose source map is beside it
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html#nodejs-package-sdk
 */
export async function buildStarter({ entry, outdir }: StarterBuild): Promise<BuiltFile> {
  const outfile = path.join(outdir, 'starter.cjs');
  const { metafile } = await build({
    entryPoints: [entry ?? path.join(root, 'src/starter/lambda.ts')],
    outfile,
    absWorkingDir: root,
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
    plugins: [englishAlone],
  });
  const inputs = Object.keys(metafile.inputs).map((file) => path.join(root, file));
  await writeFile(path.join(outdir, 'third-party-licenses.txt'), noticesOf(inputs));
  const [, output] = Object.entries(metafile.outputs).find(([name]) => name.endsWith('starter.cjs')) ?? [];
  return { path: outfile, bytes: output?.bytes ?? 0 };
}
