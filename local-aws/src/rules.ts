import { z } from 'zod';
import { autoScalingRules } from './rules/auto-scaling';
import { deliveryRules } from './rules/delivery';
import { ec2Rules } from './rules/ec2';
import { eventBridgeRules } from './rules/eventbridge';
import { iamRules } from './rules/iam';
import { sqsRules } from './rules/sqs';
import { ecsRules } from './rules/ecs';
import type { Rule } from './rules/rule';

export type { Rule } from './rules/rule';

const all = [
  ...ecsRules,
  ...autoScalingRules,
  ...ec2Rules,
  ...eventBridgeRules,
  ...sqsRules,
  ...deliveryRules,
  ...iamRules,
] as const satisfies readonly Rule[];

export type RuleName = (typeof all)[number]['name'];

/** Every rule that can be switched off, in the order of the services. */
export const ruleList: readonly (Rule & { readonly name: RuleName })[] = all;

export const ruleName = z.enum(all.map(({ name }) => name));

export interface RuleOptions {
  /** Rules that do not hold. @default all hold */
  readonly off?: readonly RuleName[];
  /** Told of each rule as the code asks for it. */
  readonly onAsked?: (name: RuleName) => void;
}

/** Which rules hold. The code asks exactly where a rule acts. */
export class Rules {
  private readonly off: ReadonlySet<RuleName>;

  constructor(private readonly options: RuleOptions = {}) {
    this.off = new Set(options.off);
  }

  holds(name: RuleName): boolean {
    this.options.onAsked?.(name);
    return !this.off.has(name);
  }
}
