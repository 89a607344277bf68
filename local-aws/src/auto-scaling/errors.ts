import { AwsError } from '../errors';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/CommonErrors.html */
export const autoScalingErrors = {
  validation: (message: string) => new AwsError('ValidationError', 400, message),
  alreadyExists: (message: string) => new AwsError('AlreadyExists', 400, message),
  resourceInUse: (message: string) => new AwsError('ResourceInUse', 400, message),
  throttled: () => new AwsError('Throttling', 400, 'Rate exceeded'),
  invalidNextToken: () => new AwsError('InvalidNextToken', 400, 'The NextToken value is not valid.'),
  unknownOperation: (operation: string) =>
    new AwsError('InvalidAction', 400, `Could not find operation ${operation} for version 2011-01-01.`),
};
