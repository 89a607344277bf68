import type { Rule } from './rule';

const lambda = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** How messages get where they should. */
export const deliveryRules = [
  {
    name: 'functions-time-out',
    says: 'A function that has not answered within its timeout, 900 s at most, has failed.',
    source: `${lambda}/configuration-timeout.html`,
  },
  {
    name: 'asynchronous-invocations-are-retried',
    says: 'An asynchronous invocation that fails is tried again after one and after two minutes.',
    source: `${lambda}/invocation-async-error-handling.html`,
  },
  {
    name: 'failed-events-are-dead-letters',
    says: 'An event whose last attempt failed goes to the dead letters.',
    source: `${lambda}/invocation-async-retain-records.html`,
  },
  {
    name: 'undeliverable-messages-are-dead-letters',
    says: "A message for a function that is not there goes to the subscription's RedrivePolicy, without a retry.",
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html',
  },
  {
    name: 'a-subscription-is-made-once',
    says: 'Subscribing an endpoint to a topic again answers the subscription that it has.',
    source: 'https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html',
  },
  {
    name: 'raw-messages-have-no-envelope',
    says: "A queue that is subscribed with RawMessageDelivery gets the bare message, without SNS's envelope.",
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html',
  },
  {
    name: 'functions-have-dead-letter-queues',
    says: "An event whose last attempt failed goes to the function's dead-letter queue, as it was.",
    source: `${lambda}/invocation-async-retain-records.html`,
  },
  {
    name: 'failed-batches-come-again',
    says: 'The messages of a batch that a function failed are left to their visibility timeout; others are deleted.',
    source: `${lambda}/services-sqs-errorhandling.html`,
  },
  {
    name: 'batch-item-failures-come-again',
    says: 'With ReportBatchItemFailures only the messages that the answer names are left; none is named: all succeeded.',
    source: `${lambda}/services-sqs-errorhandling.html`,
  },
  {
    name: 'invalid-batch-answers-fail-the-batch',
    says: 'An answer that names a message that is not of the batch, or no message, fails all of the batch.',
    source: `${lambda}/services-sqs-errorhandling.html`,
  },
] as const satisfies readonly Rule[];
