import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ruleList, type RuleName, type RuleOptions } from '../../src/index';

const names = z.enum(ruleList.map(({ name }) => name));

/** What `npm run mutate:local-aws` tells a test run, and wants to hear of it. */
const environment = z
  .object({
    /** Rules that do not hold, comma-separated. */
    LOCAL_AWS_RULES_OFF: z
      .string()
      .transform((list) => list.split(',').filter((name) => name !== ''))
      .pipe(z.array(names))
      .default([]),
    /** A directory; each test file leaves there which rules it made the code ask for. */
    LOCAL_AWS_RULES_ASKED: z.string().optional(),
  })
  .parse(process.env);

const asked = new Set<RuleName>();

/** The rules of a test's local AWS. */
export const testRules = (options: RuleOptions = {}): RuleOptions => ({
  ...options,
  off: [...(options.off ?? []), ...environment.LOCAL_AWS_RULES_OFF],
  onAsked: (name) => {
    asked.add(name);
    options.onAsked?.(name);
  },
});

/** Leaves word of the rules that this test file has asked for so far. */
export function tellAskedRules(testFile: string): void {
  const { LOCAL_AWS_RULES_ASKED: directory } = environment;
  if (directory === undefined) return;
  const line = JSON.stringify({ testFile, rules: [...asked] });
  appendFileSync(join(directory, `${process.pid}.jsonl`), `${line}\n`);
}
