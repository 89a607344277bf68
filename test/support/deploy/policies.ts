/** What the template's roles may do. */
import { z } from 'zod';
import type { ResolvedTemplate } from './resolve-template';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const statement = z.strictObject({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).optional(),
});

export type PolicyStatement = z.output<typeof statement>;

const roleProperties = z.object({
  Policies: z.array(
    z.object({
      PolicyDocument: z.object({ Version: z.literal('2012-10-17'), Statement: z.array(statement) }),
    }),
  ),
});

/** @returns the statements of all policies of a role, such as `WorkerRole` */
export function statementsOf({ resources }: ResolvedTemplate, role: string): PolicyStatement[] {
  const { Policies } = roleProperties.parse(resources[role]?.Properties);
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

export const actionsOf = (statements: readonly PolicyStatement[]): string[] =>
  statements.flatMap(({ Action }) => Action).sort();
