/** What transports say of themselves, checked: ARNs, accounts and Regions, and times. */
import { z } from 'zod';
import { accountIdSchema, regionSchema } from '../config/account-region-schema';
import type { AccountRegion } from '../domain/account-region';
import { isInstant } from '../domain/notice';

/** A task queue is named by it, so it is no longer than a Region's name can be. */
const region = regionSchema().max(40);
const accountId = accountIdSchema();

export const accountRegionFields = { account: accountId, region };

export interface Target {
  readonly arn: string;
  readonly accountRegion: AccountRegion;
}

/** The ARN of a topic or queue, whose name has at most 256 characters. */
const targetArn = (service: 'sns' | 'sqs', what: string) =>
  z
    .string()
    .max(300)
    .transform((arn, context): Target => {
      const parts = /^arn:[\w-]+:(sns|sqs):([^:]+):([^:]+):[\w.-]+$/.exec(arn);
      const accountRegion = z
        .object({ accountId, region })
        .safeParse({ accountId: parts?.[3], region: parts?.[2] });
      if (accountRegion.success && parts?.[1] === service) return { arn, accountRegion: accountRegion.data };
      context.addIssue({ code: 'custom', message: `expected the ARN of an ${what}` });
      return z.NEVER;
    });

export const topicArn = targetArn('sns', 'SNS topic');
export const queueArn = targetArn('sqs', 'SQS queue');

/** Milliseconds since the epoch; undefined where it is no time of this century. */
export const instantOr = (value: unknown): number | undefined =>
  typeof value === 'number' && isInstant(value) ? value : undefined;

/** Of a date as transports write it. Never fails: a message without a time is still a message. */
export const isoInstant = z
  .string()
  .max(40)
  .pipe(z.iso.datetime())
  .transform((text) => instantOr(Date.parse(text)))
  .optional()
  .catch(undefined);
