import { AwsError } from '../errors';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html and the page of each call */
export const eventBridgeErrors = {
  validation: (message: string) => new AwsError('ValidationException', 400, message),
  invalidPattern: (reason: string) =>
    new AwsError('InvalidEventPatternException', 400, `Event pattern is not valid. Reason: ${reason}`),
  noSuchRule: (name: string) =>
    new AwsError('ResourceNotFoundException', 400, `Rule ${name} does not exist on EventBus default.`),
  tooManyTargets: () =>
    new AwsError('LimitExceededException', 400, 'The requested resource exceeds the maximum number allowed.'),
  unknownOperation: (operation: string) =>
    new AwsError('UnknownOperationException', 400, `The operation ${operation} is not known.`),
};
