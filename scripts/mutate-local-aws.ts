/**
 * Switches each rule of the local AWS off in turn and runs the tests that ask for it, until one fails:
 * `npm run mutate:local-aws [-- rule ...]`. Prints which test noticed what. Exits 1 when a rule goes unnoticed.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ruleList, type RuleName } from '@ecs-drain/local-aws';
import { z } from 'zod';
import { affinityTo } from './affinity';
import { JestHost } from './run-jest';

/** For the tests of one rule, and for all of them. */
const TIMEOUT_MS = 60_000;
const ONE_BY_ONE = 4;
const BASELINE_TIMEOUT_MS = 300_000;

interface Verdict {
  readonly rule: RuleName;
  /** What noticed, in words; absent when nothing did. */
  readonly noticedBy: string | undefined;
  readonly tookMs: number;
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

async function judge(jest: JestHost, rule: RuleName, files: readonly string[]): Promise<Verdict> {
  const startMs = Date.now();
  const verdict = (noticedBy: string | undefined): Verdict => ({
    rule,
    noticedBy,
    tookMs: Date.now() - startMs,
  });
  for (const some of inOrder(files)) {
    const environment = { LOCAL_AWS_RULES_OFF: rule };
    const result = await jest.run({ files: some, environment, timeoutMs: TIMEOUT_MS });
    switch (result.kind) {
      case 'passed':
        continue;
      case 'failed':
        return verdict(result.firstFailure);
      case 'timed-out':
        return verdict('a test that did not end');
    }
  }
  return verdict(undefined);
}

/** Judges all rules, as many at once as there are cores. */
async function judgeAll(rules: readonly RuleName[], files: Map<RuleName, string[]>): Promise<Verdict[]> {
  const waiting = [...rules];
  const verdicts: Verdict[] = [];
  const work = async (): Promise<void> => {
    const jest = new JestHost();
    for (let rule = waiting.shift(); rule !== undefined; rule = waiting.shift()) {
      const verdict = await judge(jest, rule, files.get(rule) ?? []);
      verdicts.push(verdict);
      const seconds = (verdict.tookMs / 1000).toFixed(1).padStart(5);
      console.log(`${seconds} s  ${rule.padEnd(50)} ${verdict.noticedBy ?? 'NOT NOTICED'}`);
    }
    jest.stop();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return verdicts;
}

async function main(): Promise<void> {
  const startMs = Date.now();
  const named = process.argv.slice(2);
  const rules = ruleList.map(({ name }) => name).filter((name) => named.length === 0 || named.includes(name));
  if (rules.length === 0) throw new Error(`no rule is named ${named.join(', ')}`);
  const jest = new JestHost();
  const directory = await mkdtemp(join(tmpdir(), 'mutate-local-aws-'));
  try {
    const baseline = await jest.run({
      files: [],
      environment: { LOCAL_AWS_RULES_ASKED: directory },
      timeoutMs: BASELINE_TIMEOUT_MS,
    });
    if (baseline.kind !== 'passed') throw new Error('the tests must pass while all rules hold');
    jest.stop();
    const verdicts = await judgeAll(rules, await askedBy(directory));
    const unnoticed = verdicts.filter(({ noticedBy }) => noticedBy === undefined);
    const seconds = Math.round((Date.now() - startMs) / 1000);
    console.log(`${verdicts.length - unnoticed.length} of ${verdicts.length} rules noticed in ${seconds} s.`);
    for (const { rule } of unnoticed) console.error(`No test notices that ${rule} is off.`);
    if (unnoticed.length > 0) process.exitCode = 1;
  } finally {
    jest.stop();
    await rm(directory, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
