/** What carriers say of themselves, checked: ARNs, places and times. */
import { z } from 'zod';
import { accountIdSchema, regionSchema } from '../config/place-schema';
import type { Place } from '../domain/place';
import { isInstant } from '../domain/signal';

/** A task queue is named by it, so it is no longer than a Region's name can be. */
const region = regionSchema().max(40);
const accountId = accountIdSchema();

export const placeFields = { account: accountId, region };

export interface Target {
  readonly arn: string;
  readonly place: Place;
}

/** The ARN of a topic or queue, whose name has at most 256 characters. */
const targetArn = (service: 'sns' | 'sqs', what: string) =>
  z
    .string()
    .max(300)
    .transform((arn, context): Target => {
      const parts = /^arn:[\w-]+:(sns|sqs):([^:]+):([^:]+):[\w.-]+$/.exec(arn);
      const place = z.object({ accountId, region }).safeParse({ accountId: parts?.[3], region: parts?.[2] });
      if (place.success && parts?.[1] === service) return { arn, place: place.data };
      context.addIssue({ code: 'custom', message: `expected the ARN of an ${what}` });
      return z.NEVER;
    });

export const topicArn = targetArn('sns', 'SNS topic');
export const queueArn = targetArn('sqs', 'SQS queue');

/** Milliseconds since the epoch; undefined where it is no time of this century. */
export const instantOr = (value: unknown): number | undefined =>
  typeof value === 'number' && isInstant(value) ? value : undefined;

/** Of a date as carriers write it. Never fails: a message without a time is still a message. */
export const isoInstant = z
  .string()
  .max(40)
  .pipe(z.iso.datetime())
  .transform((text) => instantOr(Date.parse(text)))
  .optional()
  .catch(undefined);
