import { decodeForm } from './form';
import type { QueryProtocol, ResultInfo } from './protocol';
import { element, xmlReply } from './xml';

/** EC2's own kind of Query: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export const ec2Query: QueryProtocol = {
  decodeInput: decodeForm,
  encodeResult: (result, { operation, requestId, xmlNamespace }) =>
    xmlReply(
      200,
      `<${operation}Response xmlns="${xmlNamespace}">${element('requestId', requestId)}` +
        Object.entries(result)
          .map(([name, member]) => element(name, member, 'item'))
          .join('') +
        `</${operation}Response>`,
    ),
  encodeError: (error, { requestId }: ResultInfo) =>
    xmlReply(
      error.status,
      `<Response><Errors><Error>${element('Code', error.code)}${element('Message', error.message)}</Error></Errors>` +
        `${element('RequestID', requestId)}</Response>`,
    ),
};
