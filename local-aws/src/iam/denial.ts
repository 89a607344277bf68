import { AwsError } from '../errors';
import type { ServiceName } from '../record-entries';
import type { Decision } from './decide';

/** A call that policies do not let through. */
export interface Denied {
  readonly service: ServiceName;
  /** ARN of who called. */
  readonly by: string;
  /** `ecs:StopTask` */
  readonly action: string;
  readonly resource: string;
  readonly because: Exclude<Decision, 'allowed'>;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const reasons: Readonly<Record<Denied['because'], (action: string) => string>> = {
  'identity-policy-denies': () => 'with an explicit deny in an identity-based policy',
  'resource-policy-denies': () => 'with an explicit deny in a resource-based policy',
  'no-identity-policy-allows': (action) => `because no identity-based policy allows the ${action} action`,
  'no-resource-policy-allows': (action) => `because no resource-based policy allows the ${action} action`,
};

/** The error of a denied call, in each service's own words, as they are seen in the field. */
export function accessDenied({ service, by, action: name, resource, because }: Denied): AwsError {
  const action = service === 'sns' ? name.replace(/^sns/, 'SNS') : name;
  const why = reasons[because](action);
  const namesResource = resource !== '*' || service === 'ecs' || service === 'events';
  const onResource = namesResource ? ` on resource: ${resource}` : '';
  const message = `User: ${by} is not authorized to perform: ${action}${onResource} ${why}`;
  switch (service) {
    case 'ecs':
    case 'events':
      return new AwsError('AccessDeniedException', 400, message);
    case 'sqs':
      return new AwsError('AccessDeniedException', 403, message);
    case 'sns':
      return new AwsError('AuthorizationError', 403, message);
    case 'ec2':
      return new AwsError(
        'UnauthorizedOperation',
        403,
        `You are not authorized to perform this operation. ${message}`,
      );
    case 'autoscaling':
    case 'sts':
      return new AwsError('AccessDenied', 403, message);
  }
}

/** The error of a call whose access key belongs to nobody. */
export function unknownKey(service: ServiceName): AwsError {
  const message = 'The security token included in the request is invalid.';
  switch (service) {
    case 'ecs':
    case 'events':
      return new AwsError('UnrecognizedClientException', 400, message);
    case 'sqs':
      return new AwsError('UnrecognizedClientException', 403, message);
    case 'ec2':
      return new AwsError('AuthFailure', 401, 'AWS was not able to validate the provided access credentials');
    case 'autoscaling':
    case 'sns':
    case 'sts':
      return new AwsError('InvalidClientTokenId', 403, message);
  }
}
