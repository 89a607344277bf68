import { z } from 'zod';
import { type Operation, operationFactory, page } from '../../service';
import type { AutoScaling } from '../auto-scaling';
import { autoScalingErrors } from '../errors';
import type { Group } from '../state';

/** An Auto Scaling operation; input that its schema refuses is a ValidationError. */
export const operation = operationFactory((problem) =>
  autoScalingErrors.validation(`1 validation error detected: ${problem}`),
);

export type Operations = Readonly<Record<string, Operation>>;

/** Members of the Query protocol are strings. */
export const queryInteger = (lowest: number, highest: number) =>
  z
    .string()
    .regex(/^-?\d+$/, 'Must be an integer.')
    .transform(Number)
    .pipe(z.int().min(lowest).max(highest));
/** A number of instances. */
export const size = queryInteger(0, 10_000);
export const queryBoolean = z.enum(['true', 'false']).transform((value) => value === 'true');
/** An empty list arrives as an empty string. */
export const queryList = <T extends z.ZodType>(item: T, most: number) =>
  z.preprocess((value) => (value === '' ? [] : value), z.array(item).max(most)).optional();

export const name = z.string().min(1).max(255);

export const paging = (most: number) => ({
  NextToken: z.string().optional(),
  MaxRecords: queryInteger(1, most).default(50),
});

export const pageOf = <T>(
  items: readonly T[],
  { NextToken, MaxRecords }: { readonly NextToken?: string | undefined; readonly MaxRecords: number },
) => page(items, NextToken, MaxRecords, autoScalingErrors.invalidNextToken);

export function findGroup(autoScaling: AutoScaling, groupName: string): Group {
  const group = autoScaling.groups.get(groupName);
  if (!group) {
    throw autoScalingErrors.validation(
      `AutoScalingGroup name not found - AutoScalingGroup '${groupName}' not found`,
    );
  }
  return group;
}

/** Members that change what a call means and are not served here: refused, never ignored. */
export const notServed = z.undefined('local-aws does not serve this member.').optional();
