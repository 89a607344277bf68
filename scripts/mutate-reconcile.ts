/**
 * Changes src/domain in one small way after another and runs its unit tests, until one fails:
 * `npm run mutate:reconcile [-- --sample 200] [-- --file src/domain/drain/schedule/next-observation.ts]`. Prints what no test noticed, and the score.
 * Exits 1 when the score is below what docs/contributing.md promises.
 */
import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { mutantsOf, type Mutant } from './mutate-reconcile/mutants';
import { runTests, type Verdict } from './mutate-reconcile/run-tests';

const leastPercent = 85;
/** The tables take a fraction of a second, the properties some seconds. */
const timeoutMs = { tables: 5_000, properties: 60_000 };

const shardOption = z.string().regex(/^\d+\/\d+$/);
const verdictMessage = z.object({ index: z.number(), kind: z.enum(['survived', 'killed', 'endless']) });

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`)
    .sort();

const sources = new Map(filesIn('src/domain', '.ts').map((file) => [file, readFileSync(file, 'utf8')]));
/** Those of the documentation run a script, which has no mutant. */
const tests = filesIn('test/unit/domain', '.test.ts').filter((file) => !file.endsWith('/docs.test.ts'));
const isProperties = (file: string): boolean => file.endsWith('/properties.test.ts');
const sourceOf = (file: string): string => sources.get(file) ?? '';

/** The tables first; what they do not notice, the properties may. */
async function judge(mutant: Mutant | undefined): Promise<Verdict> {
  const tables = tests.filter((file) => !isProperties(file));
  const result = await runTests(tables, mutant, { sourceOf, timeoutMs: timeoutMs.tables });
  if (result.kind !== 'survived') return result;
  return runTests(tests.filter(isProperties), mutant, { sourceOf, timeoutMs: timeoutMs.properties });
}

/** Every so many-th, so that a sample has some of each file. */
function chosen(all: readonly Mutant[], sample: number | undefined): readonly Mutant[] {
  const step = Math.max(1, all.length / (sample ?? all.length));
  return Array.from({ length: Math.floor(all.length / step) }, (_, n) => all[Math.floor(n * step)]).flatMap(
    (mutant) => mutant ?? [],
  );
}

async function judgeShard(mutants: readonly Mutant[], shard: string): Promise<void> {
  const [mine = 0, of = 1] = shardOption.parse(shard).split('/').map(Number);
  for (const [index, mutant] of mutants.entries())
    if (index % of === mine) process.send?.({ index, kind: (await judge(mutant)).kind });
}

/** One process a core: a test that does not end holds up its own. */
async function judgeAll(mutants: readonly Mutant[]): Promise<Map<Mutant, Verdict['kind']>> {
  const verdicts = new Map<Mutant, Verdict['kind']>();
  const cores = availableParallelism();
  const work = (mine: number) =>
    new Promise<void>((resolve, reject) => {
      const child = fork(__filename, [...process.argv.slice(2), '--shard', `${mine}/${cores}`]);
      child.on('message', (message) => {
        const { index, kind } = verdictMessage.parse(message);
        const mutant = mutants[index];
        if (mutant === undefined) return;
        verdicts.set(mutant, kind);
        if (kind === 'survived') console.log(`${mutant.file}:${mutant.line}  ${mutant.what}`);
      });
      child.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`a worker ended with ${String(code)}`)),
      );
    });
  await Promise.all(Array.from({ length: cores }, (_, mine) => work(mine)));
  return verdicts;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { sample: { type: 'string' }, file: { type: 'string' }, shard: { type: 'string' } },
  });
  const files = [...sources].filter(([file]) => values.file === undefined || file === values.file);
  const all = files.flatMap(([file, code]) => mutantsOf(file, code));
  const mutants = chosen(all, values.sample === undefined ? undefined : Number(values.sample));
  if (values.shard !== undefined) return judgeShard(mutants, values.shard);

  const startMs = Date.now();
  if ((await judge(undefined)).kind !== 'survived')
    throw new Error('the tests must pass on what is not changed');
  const verdicts = await judgeAll(mutants);
  const survived = mutants.filter((mutant) => verdicts.get(mutant) === 'survived').length;
  const percent = (100 * (mutants.length - survived)) / mutants.length;
  const seconds = Math.round((Date.now() - startMs) / 1000);
  console.log(
    `${percent.toFixed(1)} % of ${mutants.length} mutants noticed in ${seconds} s; ${survived} survived.`,
  );
  if (percent < leastPercent) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
