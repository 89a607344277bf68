import { z } from 'zod';
import { type Condition, isKnownKey, operatorOf } from './conditions';

/**
 * Policies in IAM's own language, as far as it is understood here. What is not understood is refused when a policy is
 * read: an element that were ignored would allow or deny what AWS does not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Named;
  readonly resources: Named;
  readonly conditions: readonly Condition[];
}

/** What a statement names, or everything but what it names. */
export interface Named {
  readonly patterns: readonly string[];
  readonly isNot: boolean;
}

/** Wherever the language takes a list it takes one of its items alone. */
export const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.preprocess((value): unknown => (Array.isArray(value) ? value : [value]), z.array(item).min(1));

const withoutVariables = z
  .string()
  .refine((text) => !text.includes('${'), 'local-aws understands no policy variables.');

const action = z
  .string()
  .regex(/^(\*|[a-z0-9-]+:[\w*?]+)$/i, 'Must be * or service:Action, with wildcards or without.');
const resource = withoutVariables.regex(
  /^(\*|arn:[^:]+:[^:]*:[^:]*:[^:]*:.+)$/,
  'Must be * or an ARN, with wildcards or without.',
);

/** Keys by operator: `{"ArnEquals": {"ecs:cluster": "arn:…"}}`; all of them must hold. */
const conditions = z
  .record(z.string(), z.record(z.string(), oneOrMore(withoutVariables)))
  .default({})
  .transform((operators, context) =>
    Object.entries(operators).flatMap(([name, keys]) => {
      const operator = operatorOf(name);
      if (!operator) context.addIssue(`local-aws does not understand the condition operator ${name}.`);
      return Object.entries(keys).flatMap(([key, values]): Condition[] => {
        if (!isKnownKey(key)) context.addIssue(`local-aws knows no condition key ${key}.`);
        return operator ? [{ ...operator, key: key.toLowerCase(), values }] : [];
      });
    }),
  );

/** One of the two: `Action` or `NotAction`, `Resource` or `NotResource`. */
function named(
  name: string,
  is: readonly string[] | undefined,
  isNot: readonly string[] | undefined,
  context: z.RefinementCtx,
): Named {
  if ((is === undefined) === (isNot === undefined)) {
    context.addIssue(`Must have one of ${name} and Not${name}.`);
  }
  return { patterns: is ?? isNot ?? [], isNot: is === undefined };
}

/** What a statement of either kind of policy has. */
export const statementMembers = {
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore(action).optional(),
  NotAction: oneOrMore(action).optional(),
  Resource: oneOrMore(resource).optional(),
  NotResource: oneOrMore(resource).optional(),
  Condition: conditions,
};

const _members = z.object(statementMembers);

export const readStatement = (each: z.output<typeof _members>, context: z.RefinementCtx): Statement => ({
  effect: each.Effect,
  actions: named('Action', each.Action, each.NotAction, context),
  resources: named('Resource', each.Resource, each.NotResource, context),
  conditions: each.Condition,
});

/** A policy as JSON; read, its statements. */
export const policyOf = <T extends z.ZodType>(statement: T) =>
  z
    .strictObject({
      Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
      Id: z.string().optional(),
      Statement: oneOrMore(statement),
    })
    .transform(({ Statement: statements }) => statements);

/** An identity's policy. */
export const identityPolicy = policyOf(z.strictObject(statementMembers).transform(readStatement));

type OneOrMore<T> = T | readonly T[];

/** A policy as JSON. */
export interface PolicyDocument {
  readonly Version?: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: OneOrMore<StatementDocument>;
}

export interface StatementDocument {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  /** Values by key by operator. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore<string>>>>>;
}
