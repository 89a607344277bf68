import { AwsError } from '../errors';
import { parseJson } from '../json';
import type { Protocol, Reply } from './protocol';

/**
 * AWS JSON 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 * Times are epoch seconds, and stand in results as such: an answer is written as it is, without a look at every member.
 */
export const awsJson: Protocol = {
  encodeResult: (result) => reply(200, result),
  encodeError: (error) => reply(error.status, { __type: error.code, message: error.message }),
};

const reply = (status: number, body: object): Reply => ({
  status,
  contentType: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
});

/** The input of a JSON request; an empty body is an empty input. @throws AwsError where it cannot be read */
export function decodeJsonInput(body: string): unknown {
  if (body === '') return {};
  const parsed = parseJson(body);
  if (parsed.ok) return parsed.value;
  throw new AwsError('SerializationException', 400, `The request body is ${parsed.why}.`);
}
