import type { Rule } from './rule';

const guide = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide';
const api = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference';

/** How Amazon SQS behaves. */
export const sqsRules = [
  {
    name: 'queues-are-made-once',
    says: 'CreateQueue of a queue that is there answers it, unless it names other attributes: then it is QueueNameExists.',
    source: `${api}/API_CreateQueue.html`,
  },
  {
    name: 'receives-are-of-ten-at-most',
    says: 'ReceiveMessage answers at most ten messages.',
    source: `${api}/API_ReceiveMessage.html`,
  },
  {
    name: 'long-polls-wait',
    says: 'ReceiveMessage waits for a message, up to its wait time or else that of the queue.',
    source: `${guide}/sqs-short-and-long-polling.html`,
  },
  {
    name: 'received-messages-are-hidden',
    says: 'A message that was received is hidden from others for its visibility timeout.',
    source: `${guide}/sqs-visibility-timeout.html`,
  },
  {
    name: 'undeleted-messages-come-again',
    says: 'A message that is not deleted within its visibility timeout can be received again.',
    source: `${guide}/sqs-visibility-timeout.html`,
  },
  {
    name: 'old-receipts-delete-nothing',
    says: 'Only the receipt handle of the last receive deletes a message.',
    source: `${api}/API_DeleteMessage.html`,
  },
  {
    name: 'messages-received-too-often-are-dead-letters',
    says: 'A message that was received maxReceiveCount times goes to the dead-letter queue instead of a further receiver.',
    source: `${guide}/sqs-dead-letter-queues.html`,
  },
  {
    name: 'messages-are-kept-for-their-retention-period',
    says: 'A message that is older than the retention period of its queue, four days by default, is gone.',
    source: `${api}/API_SetQueueAttributes.html`,
  },
  {
    name: 'queues-are-purged-once-a-minute',
    says: 'A second PurgeQueue within 60 seconds is PurgeQueueInProgress.',
    source: `${api}/API_PurgeQueue.html`,
  },
] as const satisfies readonly Rule[];
