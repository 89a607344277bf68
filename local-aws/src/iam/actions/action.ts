import { z } from 'zod';

/** What one of a call's resources is, for policies. */
export interface Asked {
  /** An ARN; `*` for an action without resources. */
  readonly arn: string;
  /** Condition keys of this action on this resource, as AWS writes them. */
  readonly keys?: Readonly<Record<string, string>>;
}

/**
 * What policies have to allow for an operation, as the Service Authorization Reference has it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface Action {
  /** Where the action is not called as the operation is. */
  readonly name?: string;
  /** The type of its resources; undefined where it has none, and a policy must say `*`. */
  readonly resourceType: string | undefined;
  /** Condition keys that a call may have. */
  readonly keys: readonly string[];
  readonly asks: (input: Input) => readonly Asked[];
  /** ARNs of the roles that a call hands to its service, each of which needs `iam:PassRole`. */
  readonly passes?: (input: Input) => readonly string[];
}

/** By operation. */
export type Actions = Readonly<Record<string, Action>>;

export const withoutResources = (keys: Readonly<Record<string, string>> = {}): Action => ({
  resourceType: undefined,
  keys: Object.keys(keys),
  asks: () => [{ arn: '*', keys }],
});

const members = z.record(z.string(), z.unknown()).catch({});
const text = z.string().optional().catch(undefined);
const texts = z.array(z.string()).catch([]);
const list = z.array(z.unknown()).catch([]);

/** A call's input before anybody has checked it: what is not as it should be is not there. */
export class Input {
  private readonly members: Readonly<Record<string, unknown>>;

  constructor(input: unknown) {
    this.members = members.parse(input);
  }

  text(member: string): string | undefined {
    return text.parse(this.members[member]);
  }

  texts(member: string): readonly string[] {
    return texts.parse(this.members[member]);
  }

  /** The members of a list. */
  each(member: string): readonly Input[] {
    return list.parse(this.members[member]).map((item) => new Input(item));
  }
}
