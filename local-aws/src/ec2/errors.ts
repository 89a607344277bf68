import { AwsError } from '../errors';

/** https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-error-codes.html */
export const ec2Errors = {
  invalidParameter: (message: string) => new AwsError('InvalidParameterValue', 400, message),
  instanceNotFound: (ids: readonly string[]) =>
    new AwsError(
      'InvalidInstanceID.NotFound',
      400,
      ids.length === 1
        ? `The instance ID '${ids[0] ?? ''}' does not exist`
        : `The instance IDs '${ids.join(', ')}' do not exist`,
    ),
  malformedInstanceId: (id: string) =>
    new AwsError('InvalidInstanceID.Malformed', 400, `Invalid id: "${id}"`),
  invalidCombination: (message: string) => new AwsError('InvalidParameterCombination', 400, message),
  incorrectState: (id: string) =>
    new AwsError(
      'IncorrectInstanceState',
      400,
      `The instance '${id}' is not in a state from which it can be stopped or started.`,
    ),
  spotRequestNotFound: (id: string) =>
    new AwsError(
      'InvalidSpotInstanceRequestID.NotFound',
      400,
      `The spot instance request ID '${id}' does not exist`,
    ),
  templateExists: () =>
    new AwsError(
      'InvalidLaunchTemplateName.AlreadyExistsException',
      400,
      'Launch template name already in use.',
    ),
  unknownOperation: (operation: string) =>
    new AwsError('InvalidAction', 400, `The action ${operation} is not valid for this web service.`),
};
