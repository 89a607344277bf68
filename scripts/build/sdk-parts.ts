/** Parts of Temporal's SDK that a bundled worker has elsewhere, or never uses. A build fails where a new version has changed them. */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The native core stays a file: it is looked for in its package, not beside the bundle. */
export const nativeCoreOfThePackage: Plugin = {
  name: 'native-core-of-the-package',
  setup: (build) => {
    build.onLoad({ filter: /@temporalio[/\\]core-bridge[/\\]common\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const beside = "path.resolve(__dirname, 'releases'";
      if (!text.includes(beside))
        throw new Error('@temporalio/core-bridge finds its native core in another way now');
      const inPackage =
        "path.resolve(path.dirname(require.resolve('@temporalio/core-bridge/package.json')), 'releases'";
      return { contents: text.replace(beside, inPackage), loader: 'js' };
    });
  },
};

/** What the SDK's own modules take from its bundler. */
const bundlerExports = [
  'bundleWorkflowCode',
  'defaultWorkflowInterceptorModules',
  'moduleMatches',
  'WorkflowCodeBundler',
];

/** webpack and swc: the workflows are bundled when the package is built. */
export const withoutBundler: Plugin = {
  name: 'without-bundler',
  setup: (build) => {
    build.onLoad(
      { filter: /@temporalio[/\\]worker[/\\]lib[/\\]workflow[/\\]bundler\.js$/ },
      async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const missing = bundlerExports.filter((name) => !text.includes(`exports.${name} = `));
        if (missing.length > 0) throw new Error(`the SDK's bundler has no ${missing.join(', ')} any more`);
        return { contents: notHere, loader: 'js' };
      },
    );
    // Only for debuggers: it wants files of its own.
    build.onLoad({ filter: /@temporalio[/\\]worker[/\\]lib[/\\]debug-replayer[/\\]index\.js$/ }, () => ({
      contents: 'exports.startDebugReplayer = () => { throw new Error("not part of this package"); };',
      loader: 'js',
    }));
  },
};

const notHere = `
const notHere = () => { throw new Error('dist/workflow-bundle.js is missing, and this package bundles no workflows: install it anew'); };
exports.bundleWorkflowCode = notHere;
exports.moduleMatches = notHere;
exports.defaultWorkflowInterceptorModules = [];
exports.WorkflowCodeBundler = class { constructor() { notHere(); } };`;
