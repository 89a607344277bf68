/**
 * Switches each rule of the local AWS off in turn: `npm run mutate:local-aws [-- rule ...]`. The test that noticed last time
 * (local-aws/test/noticed-by.json) runs first; where it does not notice, those that ask for the rule do, until one fails. Prints which test
 * noticed what, and keeps it. Exits 1 when a rule goes unnoticed.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ruleList, type RuleName } from '@ecs-drain/local-aws';
import { z } from 'zod';
import { affinityTo } from './affinity';
import { JestHost, testName, type JestResult, type TestName } from './run-jest';

/** For the tests of one rule, and for all of them. */
const TIMEOUT_MS = 60_000;
const ONE_BY_ONE = 4;
const BASELINE_TIMEOUT_MS = 300_000;

interface Verdict {
  readonly rule: RuleName;
  /** Undefined: nothing did. */
  readonly noticedBy: TestName | 'timed-out' | undefined;
}

/** Test files that ask for each rule, those first whose words have most to do with it. */
async function askedBy(directory: string): Promise<Map<RuleName, string[]>> {
  const line = z.object({ testFile: z.string(), rules: z.array(z.string()) });
  const rulesOf = new Map<string, Set<string>>();
  for (const name of await readdir(directory)) {
    for (const text of (await readFile(join(directory, name), 'utf8')).trim().split('\n')) {
      const { testFile, rules } = line.parse(JSON.parse(text));
      rulesOf.set(testFile, new Set([...(rulesOf.get(testFile) ?? []), ...rules]));
    }
  }
  const texts = new Map<string, string>();
  for (const file of rulesOf.keys()) texts.set(file, `${file} ${await readFile(file, 'utf8')}`);
  return new Map(
    ruleList.map(({ name, says }) => {
      const affinity = affinityTo(`${name} ${says}`, texts);
      const files = [...rulesOf].flatMap(([file, rules]) => (rules.has(name) ? file : []));
      return [name, files.sort((a, b) => affinity(b) - affinity(a))];
    }),
  );
}

/** The likeliest files one by one, then the rest together. */
const inOrder = (files: readonly string[]): (readonly string[])[] =>
  [...files.slice(0, ONE_BY_ONE).map((file) => [file]), files.slice(ONE_BY_ONE)].filter(
    ({ length }) => length > 0,
  );

const tests = join(__dirname, '../local-aws/test');
const recordFile = join(tests, 'noticed-by.json');
const records = z.record(z.string(), testName);
type Records = z.output<typeof records>;

/** Test files that ask for a rule. All tests run for it once, at the first question: they have to pass while all rules hold. */
function askingFiles(): (rule: RuleName) => Promise<readonly string[]> {
  let files: Promise<Map<RuleName, string[]>> | undefined;
  return async (rule) => (await (files ??= runBaseline())).get(rule) ?? [];
}

async function runBaseline(): Promise<Map<RuleName, string[]>> {
  const jest = new JestHost();
  const directory = await mkdtemp(join(tmpdir(), 'mutate-local-aws-'));
  try {
    const environment = { LOCAL_AWS_RULES_ASKED: directory };
    const baseline = await jest.run({ files: [], environment, timeoutMs: BASELINE_TIMEOUT_MS });
    if (baseline.kind !== 'passed') throw new Error('the tests must pass while all rules hold');
    return await askedBy(directory);
  } finally {
    jest.stop();
    await rm(directory, { recursive: true });
  }
}

async function noticedBy(
  jest: JestHost,
  rule: RuleName,
  last: TestName | undefined,
  filesAskingFor: (rule: RuleName) => Promise<readonly string[]>,
): Promise<Verdict['noticedBy']> {
  const environment = { LOCAL_AWS_RULES_OFF: rule };
  if (last) {
    const files = [join(tests, last.file)];
    const found = inVerdict(await jest.run({ files, test: last.test, environment, timeoutMs: TIMEOUT_MS }));
    if (found) return found;
  }
  for (const files of inOrder(await filesAskingFor(rule))) {
    const found = inVerdict(await jest.run({ files, environment, timeoutMs: TIMEOUT_MS }));
    if (found) return found;
  }
  return undefined;
}

function inVerdict(result: JestResult): Verdict['noticedBy'] {
  switch (result.kind) {
    case 'passed':
      return undefined;
    case 'failed':
      return result.firstFailure;
    case 'timed-out':
      return 'timed-out';
  }
}

const formatNoticedBy = (by: Verdict['noticedBy']): string =>
  by === undefined
    ? 'NOT NOTICED'
    : by === 'timed-out'
      ? 'a test that did not end'
      : `${by.file}: ${by.test}`;

/** Judges all rules, as many at once as there are cores. */
async function judgeAll(rules: readonly RuleName[], before: Records): Promise<Verdict[]> {
  const waiting = [...rules];
  const verdicts: Verdict[] = [];
  const filesAskingFor = askingFiles();
  const work = async (): Promise<void> => {
    const jest = new JestHost();
    for (let rule = waiting.shift(); rule !== undefined; rule = waiting.shift()) {
      const startMs = Date.now();
      const verdict = { rule, noticedBy: await noticedBy(jest, rule, before[rule], filesAskingFor) };
      verdicts.push(verdict);
      const seconds = ((Date.now() - startMs) / 1000).toFixed(1).padStart(5);
      console.log(`${seconds} s  ${rule.padEnd(50)} ${formatNoticedBy(verdict.noticedBy)}`);
    }
    jest.stop();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return verdicts;
}

/** Rules that are no more are forgotten. */
async function record(before: Records, verdicts: readonly Verdict[]): Promise<void> {
  const after = { ...before };
  for (const { rule, noticedBy } of verdicts)
    if (noticedBy !== undefined && noticedBy !== 'timed-out') after[rule] = noticedBy;
  const known = ruleList.flatMap(({ name }) => (after[name] ? [[name, after[name]]] : []));
  await writeFile(recordFile, `${JSON.stringify(Object.fromEntries(known), undefined, 2)}\n`);
}

async function main(): Promise<void> {
  const startMs = Date.now();
  const named = process.argv.slice(2);
  const rules = ruleList.map(({ name }) => name).filter((name) => named.length === 0 || named.includes(name));
  if (rules.length === 0) throw new Error(`no rule is named ${named.join(', ')}`);
  const before = records.parse(JSON.parse(await readFile(recordFile, 'utf8')));
  const verdicts = await judgeAll(rules, before);
  await record(before, verdicts);
  const unnoticed = verdicts.filter(({ noticedBy }) => noticedBy === undefined);
  const seconds = Math.round((Date.now() - startMs) / 1000);
  console.log(`${verdicts.length - unnoticed.length} of ${verdicts.length} rules noticed in ${seconds} s.`);
  for (const { rule } of unnoticed) console.error(`No test notices that ${rule} is off.`);
  if (unnoticed.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
