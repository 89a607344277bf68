import { decodeForm } from './form';
import type { QueryProtocol, ResultInfo } from './protocol';
import { element, xmlReply } from './xml';

/** AWS Query: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const awsQuery: QueryProtocol = {
  decodeInput: decodeForm,
  encodeResult: (result, { operation, requestId, xmlNamespace }) =>
    xmlReply(
      200,
      `<${operation}Response xmlns="${xmlNamespace}">${element(`${operation}Result`, result)}` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
    ),
  encodeError: (error, { requestId, xmlNamespace }: ResultInfo) =>
    xmlReply(
      error.status,
      `<ErrorResponse xmlns="${xmlNamespace}"><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type>` +
        `${element('Code', error.code)}${element('Message', error.message)}</Error>` +
        `<RequestId>${requestId}</RequestId></ErrorResponse>`,
    ),
};
