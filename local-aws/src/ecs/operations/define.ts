import { z } from 'zod';
import type { Operation } from '../../service';
import { operationFactory, page } from '../../service';
import type { Rules } from '../../rules';
import { ecsErrors } from '../errors';

/** An ECS operation; input that its schema refuses is an InvalidParameterException. */
export const operation = operationFactory(ecsErrors.invalidParameter);

export type Operations = Readonly<Record<string, Operation>>;

export const paging = {
  nextToken: z.string().optional(),
  maxResults: z.int().min(1).max(100).default(100),
};

/** A page of ARNs, in ECS's way. */
export function pageOf<T>(
  rules: Rules,
  items: readonly T[],
  { nextToken, maxResults }: { readonly nextToken?: string | undefined; readonly maxResults: number },
) {
  const size = rules.holds('ecs-pages-of-100') ? maxResults : items.length;
  return page(items, nextToken, size, () => ecsErrors.invalidParameter('Invalid token.'));
}

/** A list with the size limits of a call; ECS refuses empty ones too. */
export const batch = (rules: Rules, what: string, most: number) =>
  z
    .array(z.string())
    .refine(({ length }) => length > 0 || !rules.holds('ecs-batch-limits'), `${what} cannot be empty.`)
    .refine(
      ({ length }) => length <= most || !rules.holds('ecs-batch-limits'),
      `${what} cannot have more than ${most} entries.`,
    );

/** Members that change what a call means and are not served here: refused, never ignored. */
export const notServed = z.undefined('local-aws does not serve this member.').optional();

/** What a Describe call may be asked to add to its answer: `include should be one of [TAGS]` is said in the field. */
export const include = (...values: readonly [string, ...string[]]) =>
  z.array(z.enum(values, { error: `include should be one of [${values.join(',')}]` })).optional();
