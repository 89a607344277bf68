import type { AwsError } from '../errors';

/** A request's headers (lower-case names) and body, as they came. */
export interface RawRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ResultInfo {
  readonly operation: string;
  readonly requestId: string;
  readonly xmlNamespace: string;
}

/** One wire protocol. XML's write `Date`s in results; in results of AWS JSON times are numbers. */
export interface Protocol {
  encodeResult(result: object, info: ResultInfo): Reply;
  encodeError(error: AwsError, info: ResultInfo): Reply;
}

/** A protocol whose input is a form. */
export interface QueryProtocol extends Protocol {
  decodeInput(parameters: URLSearchParams): unknown;
}
