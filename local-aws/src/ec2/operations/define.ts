import { z } from 'zod';
import { type Operation, operationFactory, page } from '../../service';
import type { Ec2 } from '../ec2';
import { ec2Errors } from '../errors';
import type { Ec2Instance } from '../state';

/** An EC2 operation; input that its schema refuses is an InvalidParameterValue. */
export const operation = operationFactory(ec2Errors.invalidParameter);

export type Operations = Readonly<Record<string, Operation>>;

const integer = z.string().regex(/^\d+$/).transform(Number);
export const queryBoolean = z.enum(['true', 'false']).transform((value) => value === 'true');

export const paging = {
  MaxResults: integer.pipe(z.int().min(5).max(1000)).optional(),
  NextToken: z.string().optional(),
};

interface Paging {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export const pageOf = <T>(found: readonly T[], { MaxResults = 1000, NextToken }: Paging) =>
  page(found, NextToken, MaxResults, () => ec2Errors.invalidParameter('Invalid NextToken.'));

/** The instances of these ids. @throws for ids that are none, or of no instance */
export function findInstances(ec2: Ec2, ids: readonly string[]): Ec2Instance[] {
  const malformed = ids.find((id) => !/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
  if (malformed !== undefined) throw ec2Errors.malformedInstanceId(malformed);
  const missing = ids.filter((id) => !ec2.instances.has(id));
  if (missing.length > 0 && ec2.env.rules.holds('unknown-instances-are-errors')) {
    throw ec2Errors.instanceNotFound(missing);
  }
  return ids.flatMap((id) => ec2.instances.get(id) ?? []);
}
