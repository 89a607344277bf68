import { AwsError } from '../errors';
import { parseJson } from '../json';
import type { Protocol, Reply } from './protocol';

/** AWS JSON 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const awsJson: Protocol = {
  encodeResult: (result) => reply(200, result),
  encodeError: (error) => reply(error.status, { __type: error.code, message: error.message }),
};

const reply = (status: number, body: object): Reply => ({
  status,
  contentType: 'application/x-amz-json-1.1',
  body: JSON.stringify(withEpochSeconds(body)),
});

/** Timestamps are epoch seconds with a fraction; JSON.stringify would write ISO strings. */
function withEpochSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(withEpochSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withEpochSeconds(member)]));
}

/** The input of a JSON request; an empty body is an empty input. @throws AwsError where it cannot be read */
export function decodeJsonInput(body: string): unknown {
  if (body === '') return {};
  const parsed = parseJson(body);
  if (parsed.ok) return parsed.value;
  throw new AwsError('SerializationException', 400, `The request body is ${parsed.why}.`);
}
