import { AwsError } from './errors';
import { awsJson, decodeJsonInput } from './protocols/aws-json';
import { awsQuery } from './protocols/aws-query';
import type { Protocol, QueryProtocol, RawRequest } from './protocols/protocol';
import type { Service } from './service';

/** Services by what a request says: the X-Amz-Target prefix (JSON) or the API version (Query). */
export interface Routes {
  readonly jsonByTarget: ReadonlyMap<string, JsonRoute>;
  readonly queryByVersion: ReadonlyMap<string, QueryRoute>;
}

export interface JsonRoute {
  readonly service: Service;
  readonly protocol: Protocol;
}

export interface QueryRoute {
  readonly service: Service;
  readonly xmlNamespace: string;
  readonly protocol: QueryProtocol;
}

interface Common {
  readonly protocol: Protocol;
  readonly operation: string;
  readonly xmlNamespace: string;
}

export type Routed =
  | (Common & {
      readonly kind: 'call';
      readonly service: Service;
      readonly input: unknown;
      readonly accessKeyId: string;
    })
  | (Common & { readonly kind: 'refused'; readonly error: AwsError });

/** Finds the service and operation that a request means. Never guesses: what is unclear is refused. */
export function route(routes: Routes, request: RawRequest): Routed {
  const target = header(request, 'x-amz-target');
  return target === undefined ? routeQuery(routes, request) : routeJson(routes, request, target);
}

function routeJson(routes: Routes, request: RawRequest, target: string): Routed {
  const [prefix = '', operation = ''] = target.split('.');
  const found = routes.jsonByTarget.get(prefix);
  const common = { protocol: found?.protocol ?? awsJson, operation, xmlNamespace: '' };
  if (!found) {
    const error = new AwsError('UnknownOperationException', 400, `Nothing here serves the target ${target}.`);
    return { kind: 'refused', ...common, error };
  }
  const accessKeyId = accessKeyIdOf(request);
  if (accessKeyId === undefined) {
    return { kind: 'refused', ...common, error: unsigned('MissingAuthenticationTokenException', 400) };
  }
  return decoded(common, found.service, accessKeyId, () => decodeJsonInput(request.body));
}

/** A call, unless its input cannot be read: then nothing is called, and nothing recorded. */
function decoded(common: Common, service: Service, accessKeyId: string, decode: () => unknown): Routed {
  try {
    return { kind: 'call', ...common, service, input: decode(), accessKeyId };
  } catch (error) {
    if (error instanceof AwsError) return { kind: 'refused', ...common, error };
    throw error;
  }
}

function routeQuery(routes: Routes, request: RawRequest): Routed {
  const parameters = new URLSearchParams(request.body);
  const operation = parameters.get('Action') ?? '';
  const version = parameters.get('Version') ?? '';
  const found = routes.queryByVersion.get(version);
  const protocol = found?.protocol ?? awsQuery;
  const common = { protocol, operation, xmlNamespace: found?.xmlNamespace ?? '' };
  if (!found || operation === '') {
    const error = new AwsError(
      'InvalidAction',
      400,
      `Could not find operation ${operation} for version ${version}.`,
    );
    return { kind: 'refused', ...common, error };
  }
  const accessKeyId = accessKeyIdOf(request);
  if (accessKeyId === undefined) {
    return { kind: 'refused', ...common, error: unsigned('MissingAuthenticationToken', 403) };
  }
  return decoded(common, found.service, accessKeyId, () => found.protocol.decodeInput(parameters));
}

/** A request whose body is larger than is read here: which operation it meant is not known. */
export function routeTooLarge(request: Pick<RawRequest, 'headers'>, mostBytes: number): Routed {
  const isJson = request.headers['x-amz-target'] !== undefined;
  return {
    kind: 'refused',
    protocol: isJson ? awsJson : awsQuery,
    operation: '',
    xmlNamespace: '',
    error: new AwsError(
      isJson ? 'RequestEntityTooLargeException' : 'RequestEntityTooLarge',
      413,
      `The request body is larger than ${mostBytes} bytes.`,
    ),
  };
}

const unsigned = (code: string, status: number): AwsError =>
  new AwsError(code, status, 'Request is missing Authentication Token');

/** The access key id in the signature's credential scope; the signature itself is not checked. */
function accessKeyIdOf(request: RawRequest): string | undefined {
  return /Credential=([^/,\s]+)\//.exec(header(request, 'authorization') ?? '')?.[1];
}

function header(request: RawRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
