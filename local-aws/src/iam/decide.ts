import type { Rules } from '../rules';
import { type Context, holds } from './conditions';
import type { Statement } from './policy';
import { matchesAction, matchesArn } from './wildcards';

/** One action on one resource. */
export interface Request {
  /** As policies write it: `ecs:StopTask`. */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resources. */
  readonly resource: string;
  readonly context: Context;
}

export type Decision = 'allowed' | 'denied-explicitly' | 'not-allowed';

/**
 * A Deny that applies wins; without an Allow that applies the answer is no.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function decide(rules: Rules, statements: readonly Statement[], request: Request): Decision {
  const applying = statements.filter((statement) => applies(rules, statement, request));
  const denied = applying.some(({ effect }) => effect === 'Deny');
  if (denied && rules.holds('iam-explicit-denials-win')) return 'denied-explicitly';
  const allowed = applying.some(({ effect }) => effect === 'Allow');
  return allowed || !rules.holds('iam-denies-by-default') ? 'allowed' : 'not-allowed';
}

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
