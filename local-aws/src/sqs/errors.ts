import { AwsError } from '../errors';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html and the page of each call */
export const sqsErrors = {
  noSuchQueue: () => new AwsError('QueueDoesNotExist', 400, 'The specified queue does not exist.'),
  queueExists: (attribute: string) =>
    new AwsError(
      'QueueNameExists',
      400,
      `A queue already exists with the same name and a different value for attribute ${attribute}`,
    ),
  invalidAttributeName: (name: string) =>
    new AwsError('InvalidAttributeName', 400, `Unknown Attribute ${name}.`),
  invalidAttributeValue: (name: string) =>
    new AwsError('InvalidAttributeValue', 400, `Invalid value for the parameter ${name}.`),
  invalidParameter: (message: string) => new AwsError('InvalidParameterValueException', 400, message),
  invalidReceipt: (handle: string) =>
    new AwsError(
      'ReceiptHandleIsInvalid',
      400,
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    ),
  notInFlight: () => new AwsError('MessageNotInflight', 400, 'The message is not in flight.'),
  emptyBatch: () =>
    new AwsError(
      'EmptyBatchRequest',
      400,
      'There should be at least one DeleteMessageBatchRequestEntry in the request.',
    ),
  tooManyEntries: (count: number) =>
    new AwsError(
      'TooManyEntriesInBatchRequest',
      400,
      `Maximum number of entries per request are 10. You have sent ${count}.`,
    ),
  idsNotDistinct: (id: string) => new AwsError('BatchEntryIdsNotDistinct', 400, `Id ${id} repeated.`),
  purgeInProgress: (name: string) =>
    new AwsError(
      'PurgeQueueInProgress',
      403,
      `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
    ),
  unknownOperation: (operation: string) =>
    new AwsError('UnknownOperationException', 400, `The operation ${operation} is not known.`),
};
