/** Runs the unit tests of the decision in this process, hundreds a second, with jest's own expect: enough to see one fail. */
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';
import { Script } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { expect } from 'expect';
import fc from 'fast-check';
import type { Mutant } from './mutants';

export type Verdict =
  | { readonly kind: 'survived' }
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'endless' };

type Test = { readonly name: string; readonly run: () => void };

const require = createRequire(__filename);

/** Tests of files, with a mutant in place of what it changes. */
async function bundle(
  files: readonly string[],
  mutant: Mutant | undefined,
  sourceOf: (file: string) => string,
): Promise<Script> {
  const mutation: Plugin = {
    name: 'mutation',
    setup: (plugins) => {
      plugins.onLoad({ filter: /\/src\/domain\/.*\.ts$/ }, ({ path }) => {
        const file = relative('.', path);
        const code = sourceOf(file);
        const contents =
          mutant?.file === file
            ? code.slice(0, mutant.start) + mutant.replacement + code.slice(mutant.end)
            : code;
        return { contents, loader: 'ts' };
      });
    },
  };
  const contents = files.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n');
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: resolve('.'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
    plugins: [mutation],
  });
  return new Script(`${outputFiles[0]?.text ?? ''}\n;runTheTests();`);
}

export async function runTests(
  files: readonly string[],
  mutant: Mutant | undefined,
  { sourceOf, timeoutMs }: { readonly sourceOf: (file: string) => string; readonly timeoutMs: number },
): Promise<Verdict> {
  let script: Script;
  try {
    script = await bundle(files, mutant, sourceOf);
  } catch {
    return { kind: 'killed', by: 'the compiler' };
  }
  const tests: Test[] = [];
  const path: string[] = [];
  let failed: string | undefined;
  const define = (name: string, run: () => void) => tests.push({ name: [...path, name].join(' › '), run });
  const group = (name: string, body: () => void) => {
    path.push(name);
    body();
    path.pop();
  };
  const runTheTests = () => {
    for (const { name, run } of tests) {
      failed = name;
      run();
    }
    failed = undefined;
  };
  Object.assign(globalThis, {
    require,
    expect,
    module: { exports: {} },
    describe: Object.assign(group, { each: eachOf(group) }),
    it: Object.assign(define, { each: eachOf(define) }),
    runTheTests,
  });
  // Fewer worlds than the tests' own: the same ones for each mutant.
  fc.configureGlobal({ seed: 1, numRuns: 10, endOnFailure: true });
  try {
    script.runInThisContext({ timeout: timeoutMs });
    return { kind: 'survived' };
  } catch (error) {
    const isLate = error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    return isLate ? { kind: 'endless' } : { kind: 'killed', by: failed ?? 'loading' };
  }
}

const eachOf =
  (define: (name: string, run: () => void) => void) =>
  (rows: readonly unknown[]) =>
  (name: string, run: (...row: readonly unknown[]) => void): void => {
    for (const row of rows) {
      const values: readonly unknown[] = Array.isArray(row) ? row : [row];
      define(`${name} (${String(values[0])})`, () => run(...values));
    }
  };
