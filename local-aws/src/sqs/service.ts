import type { Environment } from '../environment';
import type { Service } from '../service';
import { sqsErrors } from './errors';
import { messageOperations } from './operations/messages';
import { queueOperations } from './operations/queues';
import type { Sqs } from './sqs';

/** The prefix of X-Amz-Target that SQS clients send. */
export const sqsTarget = 'AmazonSQS';

/** SQS as its clients see it: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
export const sqsService = (env: Environment, sqs: Sqs): Service => ({
  name: 'sqs',
  operations: { ...queueOperations(env, sqs), ...messageOperations(env, sqs) },
  throttle: () => undefined,
  unknownOperation: sqsErrors.unknownOperation,
});
