import { AwsError } from '../errors';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html and each operation's page. */
export const ecsErrors = {
  invalidParameter: (message: string) => new AwsError('InvalidParameterException', 400, message),
  client: (message: string) => new AwsError('ClientException', 400, message),
  clusterContains: (what: 'ContainerInstances' | 'Services' | 'Tasks', message: string) =>
    new AwsError(`ClusterContains${what}Exception`, 400, message),
  clusterNotFound: () => new AwsError('ClusterNotFoundException', 400, 'Cluster not found.'),
  serviceNotActive: () => new AwsError('ServiceNotActiveException', 400, 'Service was not ACTIVE.'),
  serviceNotFound: () => new AwsError('ServiceNotFoundException', 400, 'Service not found.'),
  throttled: () => new AwsError('ThrottlingException', 400, 'Rate exceeded'),
  unknownOperation: (operation: string) =>
    new AwsError('UnknownOperationException', 400, `local-aws does not serve ecs.${operation}.`),
};
