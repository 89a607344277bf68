import { z } from 'zod';
import { parseJson } from '../json';
import { problemsOf, Refused } from '../refused';
import { oneOrMore, policyOf, readStatement, type Statement, statementMembers } from './policy';
import type { Caller } from './principals';

/** A statement of a resource's policy, which says whom it is about. */
export interface ResourceStatement extends Statement {
  readonly principals: readonly Principal[];
}

/**
 * Services that call as themselves are understood, and match nobody: none does so here. Auto Scaling notifies as a role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Principal =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'identity'; readonly arn: string }
  | { readonly kind: 'service' };

const identity = /^arn:aws[\w-]*:(iam::\d{12}:(role|user)|sts::\d{12}:assumed-role\/[^/*?]+)\/[^*?]+$/;

const awsPrincipal = z.string().transform((text, context): Principal => {
  if (text === '*') return { kind: 'everybody' };
  const account = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1];
  if (account !== undefined) return { kind: 'account', account };
  if (!identity.test(text)) {
    context.addIssue('Must be *, an account, or the ARN of a role, a user or a session, without wildcards.');
  }
  return { kind: 'identity', arn: text };
});

const service = z
  .string()
  .regex(/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/)
  .transform((): Principal => ({ kind: 'service' }));

const principals = z.union(
  [
    z.literal('*').transform((): Principal[] => [{ kind: 'everybody' }]),
    z
      .strictObject({ AWS: oneOrMore(awsPrincipal).optional(), Service: oneOrMore(service).optional() })
      .transform(({ AWS = [], Service = [] }) => [...AWS, ...Service]),
  ],
  'local-aws understands the principals *, {"AWS": …} and {"Service": …}, without wildcards.',
);

const resourcePolicy = policyOf(
  z
    .strictObject({ ...statementMembers, Principal: principals })
    .transform((each, context): ResourceStatement => ({
      ...readStatement(each, context),
      principals: each.Principal,
    })),
);

/** The statements of a resource's policy, a JSON text. @throws Refused for what is not understood */
export function resourceStatements(text: string): readonly ResourceStatement[] {
  const json = parseJson(text);
  if (!json.ok) throw new Refused('invalid', [{ at: 'Policy', message: `It is ${json.why}.` }]);
  const parsed = resourcePolicy.safeParse(json.value);
  if (!parsed.success) throw new Refused('invalid', problemsOf(parsed.error));
  return parsed.data;
}

/** Whether somebody is meant: by themselves, with all of their account, or with everybody. */
export function isNamed(principals: readonly Principal[], caller: Caller): boolean {
  return isNamedDirectly(principals, caller) || principals.some((each) => isAccountOf(each, caller));
}

/** Not as one of an account, to whose own policies such a statement leaves it. */
export const isNamedDirectly = (
  principals: readonly Principal[],
  { identity: { arn }, principalArn }: Caller,
): boolean =>
  principals.some(
    (each) =>
      each.kind === 'everybody' ||
      (each.kind === 'identity' && (each.arn === arn || each.arn === principalArn)),
  );

const isAccountOf = (principal: Principal, { identity: { account } }: Caller): boolean =>
  principal.kind === 'account' && principal.account === account;
