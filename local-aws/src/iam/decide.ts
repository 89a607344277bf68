import type { Rules } from '../rules';
import { type Context, holds } from './conditions';
import type { Statement } from './policy';
import type { Caller } from './principals';
import { isNamed, isNamedDirectly, type ResourceStatement } from './resource-policy';
import { matchesAction, matchesArn } from './wildcards';

/** One action on one resource. */
export interface Request {
  readonly caller: Caller;
  /** As policies write it: `ecs:StopTask`. */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resources. */
  readonly resource: string;
  /** Whose the resource is. */
  readonly ownerAccount: string;
  /** Of the resource's own policy; none where it has none. */
  readonly resourceStatements: readonly ResourceStatement[];
  readonly context: Context;
}

export type Decision =
  | 'allowed'
  | 'identity-policy-denies'
  | 'resource-policy-denies'
  | 'no-identity-policy-allows'
  | 'no-resource-policy-allows';

/**
 * A Deny that applies wins, wherever it stands; without an Allow that applies the answer is no. In one account an Allow of
 * either side is enough, but for one that names the account: that leaves it to the account's own policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(rules: Rules, request: Request): Decision {
  const { caller } = request;
  const own = caller.statements.filter((statement) => applies(rules, statement, request));
  const resources = request.resourceStatements.filter(
    (statement) => isAbout(rules, statement, caller) && applies(rules, statement, request),
  );
  if (rules.holds('iam-explicit-denials-win')) {
    if (own.some(isDeny)) return 'identity-policy-denies';
    if (resources.some(isDeny)) return 'resource-policy-denies';
  }
  if (!rules.holds('iam-denies-by-default')) return 'allowed';
  const ownAllows = own.some(isAllow);
  const isOfAnother = caller.identity.account !== request.ownerAccount;
  if (isOfAnother && rules.holds('iam-other-accounts-need-both')) {
    if (!ownAllows) return 'no-identity-policy-allows';
    return resources.some(isAllow) ? 'allowed' : 'no-resource-policy-allows';
  }
  return ownAllows || grants(rules, resources, caller) ? 'allowed' : 'no-identity-policy-allows';
}

const isAllow = ({ effect }: Statement): boolean => effect === 'Allow';
const isDeny = ({ effect }: Statement): boolean => effect === 'Deny';

const isAbout = (rules: Rules, { principals }: ResourceStatement, caller: Caller): boolean =>
  rules.holds('iam-topic-policies-count') &&
  (isNamed(principals, caller) || !rules.holds('iam-topic-policies-name-principals'));

const grants = (rules: Rules, statements: readonly ResourceStatement[], caller: Caller): boolean =>
  statements.some(
    (statement) =>
      isAllow(statement) &&
      (isNamedDirectly(statement.principals, caller) || !rules.holds('iam-accounts-grant-by-their-policies')),
  );

function applies(
  rules: Rules,
  { actions, resources, conditions }: Statement,
  { action, resource, context }: Request,
): boolean {
  const isAction = actions.patterns.some((pattern) => matchesAction(pattern, action)) !== actions.isNot;
  if (!isAction) return false;
  const isResource = resources.patterns.some((pattern) => matchesArn(pattern, resource)) !== resources.isNot;
  if (!isResource && rules.holds('iam-statements-name-resources')) return false;
  return (
    conditions.every((condition) => holds(condition, context)) || !rules.holds('iam-conditions-must-hold')
  );
}
