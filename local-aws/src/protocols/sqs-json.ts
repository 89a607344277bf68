import type { Protocol, Reply } from './protocol';

/**
 * AWS JSON 1.0 as SQS speaks it, with the codes of its older protocol beside those of this one.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export const sqsJson: Protocol = {
  encodeResult: (result) => reply(200, result),
  encodeError: ({ code, message, status }) => ({
    ...reply(status, { __type: `com.amazonaws.sqs#${code}`, message }),
    headers: { 'x-amzn-query-error': `${queryCodes[code] ?? code};Sender` },
  }),
};

const queryCodes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  InvalidParameterValueException: 'InvalidParameterValue',
  AccessDeniedException: 'AccessDenied',
  UnrecognizedClientException: 'InvalidClientTokenId',
};

const reply = (status: number, body: object): Reply => ({
  status,
  contentType: 'application/x-amz-json-1.0',
  body: JSON.stringify(body),
});
