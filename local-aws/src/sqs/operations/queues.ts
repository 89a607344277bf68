import { z } from 'zod';
import type { Environment } from '../../environment';
import { page } from '../../service';
import { attributesShape, firstDifference, readAttributes } from '../attributes';
import { sqsErrors } from '../errors';
import type { Sqs } from '../sqs';
import { findByUrl, operation, type Operations } from './define';

const name = z
  .string()
  .regex(
    /^[\w-]{1,80}$/,
    'Can only include alphanumeric characters, hyphens, or underscores: standard queues only.',
  );
const url = z.object({ QueueUrl: z.string().min(1) });
const attributes = z.record(z.string(), z.string()).default({});

export const queueOperations = (env: Environment, sqs: Sqs): Operations => {
  /** @throws AwsError where the dead-letter queue is not there */
  const read = (given: Readonly<Record<string, string>>) => {
    const wanted = readAttributes(given);
    if (wanted.redrive && !sqs.queues.has(wanted.redrive.deadLetterTargetArn)) {
      throw sqsErrors.invalidParameter(
        `Value ${given.RedrivePolicy ?? ''} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
      );
    }
    return wanted;
  };

  return {
    CreateQueue: operation(z.object({ QueueName: name, Attributes: attributes }), (input) => {
      const wanted = read(input.Attributes);
      const existing = sqs.queues.get(sqs.arnOf(input.QueueName));
      const different = existing && firstDifference(existing, wanted);
      if (different !== undefined && env.rules.holds('queues-are-made-once')) {
        throw sqsErrors.queueExists(different);
      }
      return { QueueUrl: sqs.urlOf(sqs.createQueue(input.QueueName, wanted)) };
    }),

    DeleteQueue: operation(url, (input) => {
      sqs.deleteQueue(findByUrl(sqs, input.QueueUrl));
      return {};
    }),

    GetQueueUrl: operation(z.object({ QueueName: z.string() }), (input) => ({
      QueueUrl: sqs.urlOf(sqs.find(sqs.arnOf(input.QueueName))),
    })),

    GetQueueAttributes: operation(
      url.extend({ AttributeNames: z.array(z.string()).default([]) }),
      ({ QueueUrl, AttributeNames: names }) => {
        const queue = findByUrl(sqs, QueueUrl);
        sqs.forgetOld(queue);
        const all = Object.entries(attributesShape(queue, env.clock.now()));
        const found = all.filter(([each]) => names.includes('All') || names.includes(each));
        return { Attributes: Object.fromEntries(found) };
      },
    ),

    SetQueueAttributes: operation(url.extend({ Attributes: attributes }), (input) => {
      sqs.setAttributes(findByUrl(sqs, input.QueueUrl), read(input.Attributes));
      return {};
    }),

    ListQueues: operation(
      z.object({
        QueueNamePrefix: z.string().default(''),
        MaxResults: z.int().min(1).max(1000).default(1000),
        NextToken: z.string().optional(),
      }),
      (input) => {
        const found = [...sqs.queues.values()].filter((queue) =>
          queue.name.startsWith(input.QueueNamePrefix),
        );
        const invalid = () => sqsErrors.invalidParameter('Invalid NextToken.');
        const { items, nextToken } = page(found, input.NextToken, input.MaxResults, invalid);
        return { QueueUrls: items.map((queue) => sqs.urlOf(queue)), NextToken: nextToken };
      },
    ),

    PurgeQueue: operation(url, (input) => {
      sqs.purge(findByUrl(sqs, input.QueueUrl));
      return {};
    }),
  };
};
