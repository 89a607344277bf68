/** The declarations of what the package exports, and of nothing else: those that the entries lead to. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import type { BuiltFile } from '../build-starter/build';
import { fromRoot } from './bundle-program';

const entries = ['index', 'worker/entry'];

/** @throws Error with the compiler's words where the sources have a mistake */
export async function buildTypes(outdir: string): Promise<BuiltFile> {
  const declarations = declare(outdir);
  await rm(outdir, { recursive: true, force: true });
  let bytes = 0;
  for (const file of reachable(declarations, outdir)) {
    const text = declarations.get(file) ?? '';
    bytes += Buffer.byteLength(text);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return { path: outdir, bytes };
}

/** Of every source that the entries lead to, by the file that they are for. */
function declare(outdir: string): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(fromRoot('tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object }; // TypeScript says any
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, fromRoot('.'));
  const sources = entries.map((entry) => fromRoot(`src/${entry}.ts`));
  const program = ts.createProgram(sources, {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: fromRoot('src'),
    outDir: outdir,
    types: ['node'],
  });
  const declarations = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (file, text) =>
    declarations.set(path.normalize(file), text),
  );
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (problems.length > 0)
    throw new Error(
      problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')).join('\n'),
    );
  return declarations;
}

function reachable(declarations: ReadonlyMap<string, string>, outdir: string): ReadonlySet<string> {
  const found = new Set(entries.map((entry) => path.join(outdir, `${entry}.d.ts`)));
  for (const file of found) {
    const { importedFiles } = ts.preProcessFile(declarations.get(file) ?? '');
    for (const { fileName } of importedFiles.filter(({ fileName }) => fileName.startsWith('.'))) {
      const target = path.join(path.dirname(file), fileName);
      const isThere = [`${target}.d.ts`, path.join(target, 'index.d.ts')].find((name) =>
        declarations.has(name),
      );
      if (isThere === undefined) throw new Error(`${file} leads to ${fileName}, which is not there`);
      found.add(isThere); // a Set is walked to its end, also when it grows
    }
  }
  return found;
}
