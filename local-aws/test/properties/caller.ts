import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { LocalAws } from '../../src/index';

/** A parameter of the Query protocol, nested as its operations take it. */
export type QueryValue =
  string | number | boolean | readonly QueryValue[] | { readonly [name: string]: QueryValue };

export interface WireAnswer {
  /** 0: the connection broke before an answer came. */
  readonly status: number;
  readonly body: string;
}

export interface Caller {
  ecs(operation: string, input: object): Promise<WireAnswer>;
  autoScaling(operation: string, input: { readonly [name: string]: QueryValue }): Promise<WireAnswer>;
  close(): void;
}

const authorization = 'AWS4-HMAC-SHA256 Credential=AKIARANDOM/20260101/eu-west-1/x/aws4_request';

/** Calls over HTTP without an SDK: hundreds of runs are a matter of seconds. */
export function createCaller(aws: LocalAws): Caller {
  const agent = new Agent({ keepAlive: true });
  const post = (headers: Record<string, string>, body: string): Promise<WireAnswer> =>
    new Promise((resolve) => {
      const call = request(aws.url, { method: 'POST', agent, headers: { authorization, ...headers } });
      call.once('response', (response) => {
        void text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }));
      });
      call.once('error', () => resolve({ status: 0, body: '' }));
      call.end(body);
    });
  return {
    ecs: (operation, input) =>
      post({ 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}` }, JSON.stringify(input)),
    autoScaling: (operation, input) => {
      const parameters = new URLSearchParams({ Action: operation, Version: '2011-01-01' });
      for (const [name, value] of Object.entries(input)) flatten(parameters, name, value);
      return post({ 'content-type': 'application/x-www-form-urlencoded' }, parameters.toString());
    },
    close: () => agent.destroy(),
  };
}

function flatten(parameters: URLSearchParams, name: string, value: QueryValue): void {
  if (Array.isArray(value)) {
    value.forEach((item: QueryValue, index) => flatten(parameters, `${name}.member.${index + 1}`, item));
  } else if (typeof value === 'object') {
    for (const [member, inner] of Object.entries(value)) flatten(parameters, `${name}.${member}`, inner);
  } else parameters.set(name, String(value));
}
