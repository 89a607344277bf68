import { z } from 'zod';
import type { Operation } from '../../service';
import { operationFactory, page } from '../../service';
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
  items: readonly T[],
  { nextToken, maxResults }: { readonly nextToken?: string | undefined; readonly maxResults: number },
) {
  return page(items, nextToken, maxResults, () => ecsErrors.invalidParameter('Invalid token.'));
}

/** A list with the size limits of a call; ECS refuses empty ones too. */
export const batch = (what: string, most: number) =>
  z
    .array(z.string())
    .min(1, `${what} cannot be empty.`)
    .max(most, `${what} cannot have more than ${most} entries.`);

/** Members that change what a call means and are not served here: refused, never ignored. */
export const notServed = z.undefined('local-aws does not serve this member.').optional();
