import type { CallError } from './drain/observation/observation';

/**
 * AWS's services have more than one word for it: EC2's is UnauthorizedOperation, SNS's AuthorizationErrorException.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
 */
export const isDenialCode = (code: string): boolean =>
  /AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized/.test(code);

/** Our role may not make the call, until an operator changes a policy. */
export const isDenied = ({ cause, code }: CallError): boolean => cause === 'permanent' && isDenialCode(code);
