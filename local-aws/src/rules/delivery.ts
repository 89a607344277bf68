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
] as const satisfies readonly Rule[];
