import { matches, matchesArn } from './wildcards';

/** What is known of a call, by lower-case condition key. */
export type Context = ReadonlyMap<string, string>;

/** One key under one operator: it holds where any of its values does, and a negated one where none does. */
export interface Condition {
  readonly test: Test;
  /** Holds where the call does not have the key. */
  readonly ifExists: boolean;
  /** Lower case. */
  readonly key: string;
  readonly values: readonly string[];
}

type Test =
  | { readonly kind: 'null' }
  | {
      readonly kind: 'compare';
      readonly negated: boolean;
      readonly equals: (value: string, given: string) => boolean;
    };

const compare = (equals: (value: string, given: string) => boolean, negated = false): Test => ({
  kind: 'compare',
  negated,
  equals,
});
const same = (value: string, given: string): boolean => value === given;
const sameInAnyCase = (value: string, given: string): boolean => value.toLowerCase() === given.toLowerCase();

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const tests: Readonly<Record<string, Test>> = {
  StringEquals: compare(same),
  StringNotEquals: compare(same, true),
  StringEqualsIgnoreCase: compare(sameInAnyCase),
  StringNotEqualsIgnoreCase: compare(sameInAnyCase, true),
  StringLike: compare(matches),
  StringNotLike: compare(matches, true),
  ArnEquals: compare(matchesArn),
  ArnLike: compare(matchesArn),
  ArnNotEquals: compare(matchesArn, true),
  ArnNotLike: compare(matchesArn, true),
  Bool: compare(sameInAnyCase),
  Null: { kind: 'null' },
};

/**
 * The keys that a call may have here: those of its action, and those of every call. Source keys are those of services that
 * call as themselves, as none does here: a caller's own calls never have them, which is why they are known.
 */
const knownKeys = [
  /^ecs:cluster$/i,
  /^ec2:Region$/i,
  /^(aws|autoscaling|ec2):ResourceTag\/.+$/i,
  /^aws:(RequestedRegion|PrincipalArn|PrincipalAccount|ResourceAccount)$/i,
  /^aws:Source(Arn|Account|Owner)$/i,
  /^iam:PassedToService$/i,
];

/** Whether calls are told of this key. One that none is told of would decide by its absence alone. */
export const isKnownKey = (key: string): boolean => knownKeys.some((known) => known.test(key));

const IF_EXISTS = 'IfExists';

/** The test of an operator; undefined for one that is not understood here. */
export function operatorOf(name: string): Pick<Condition, 'test' | 'ifExists'> | undefined {
  const ifExists = name.endsWith(IF_EXISTS);
  const bare = ifExists ? name.slice(0, -IF_EXISTS.length) : name;
  const test = Object.hasOwn(tests, bare) ? tests[bare] : undefined;
  return test === undefined || (ifExists && test.kind === 'null') ? undefined : { test, ifExists };
}

/** Whether a condition holds for a call. A key that the call does not have equals nothing. */
export function holds({ test, ifExists, key, values }: Condition, context: Context): boolean {
  const given = context.get(key);
  if (test.kind === 'null') return values.some((value) => sameInAnyCase(value, String(given === undefined)));
  if (given === undefined) return ifExists || test.negated;
  return values.some((value) => test.equals(value, given)) !== test.negated;
}
