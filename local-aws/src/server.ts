import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ADMIN_PREFIX, type AdminRequest, MOST_ADMIN_BYTES } from './admin';
import { readBody } from './body';
import type { Clock } from './clock';
import { dispatch, type DispatchParts, type Latency } from './dispatch';
import { internalFailure } from './errors';
import type { Faults } from './faults';
import { newUuid } from './ids';
import type { LocalAwsRecord } from './record';
import { Later } from './service';
import type { Reply } from './protocols/protocol';
import { route, type Routes, routeTooLarge } from './routing';

export interface ServerParts {
  readonly routes: Routes;
  readonly clock: Clock;
  readonly record: LocalAwsRecord;
  readonly faults: Faults;
  readonly refusal: DispatchParts['refusal'];
  /** Awaited before each call is looked at: a test brings the clock up to date here. */
  readonly beforeAnswer: () => Promise<void>;
  /** Answers what comes under `/_admin/`. */
  readonly admin: (request: AdminRequest) => Promise<Reply>;
}

/** For a call of a service. AWS does not say what its own limit is. */
const MOST_BYTES = 2 ** 20;

const KEEP_ALIVE_MS = 120_000;

/** The one HTTP server that serves all services. `GET /health` answers 200 once it is up. */
export function createHttpServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      // Only a broken client connection or a defect of this program comes here; the client must not hang.
      const { message } = internalFailure(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(message);
    });
  });
  // Clients keep connections for reuse; closing one under a request looks like a fault that nobody injected.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET' && request.url === '/health') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
    return;
  }
  const { method = 'GET', url = '/' } = request;
  const isAdmin = url.startsWith(ADMIN_PREFIX);
  const body = await readBody(request, isAdmin ? MOST_ADMIN_BYTES : MOST_BYTES);
  await parts.beforeAnswer();
  parts.clock.runDue();

  const requestId = newUuid();
  const send = (reply: Reply): void => {
    response
      .writeHead(reply.status, {
        ...reply.headers,
        'content-type': reply.contentType,
        'content-length': Buffer.byteLength(reply.body),
        'x-amzn-requestid': requestId,
      })
      .end(reply.body);
  };
  if (isAdmin) {
    send(await parts.admin({ method, url, body }));
    return;
  }
  const { headers } = request;
  const routed =
    body === undefined ? routeTooLarge({ headers }, MOST_BYTES) : route(parts.routes, { headers, body });
  const info = { operation: routed.operation, requestId, xmlNamespace: routed.xmlNamespace };
  if (routed.kind === 'refused') {
    send(routed.protocol.encodeError(routed.error, info));
    return;
  }
  const caller = { accessKeyId: routed.accessKeyId, requestId };
  const answer = dispatch(parts, routed.service, routed.operation, routed.input, caller);
  // What the call set off in this very instant (a container that stops at once) happens now, after the answer was made.
  parts.clock.runDue();
  if (answer.latency) await late(parts.clock, answer.latency);
  switch (answer.kind) {
    case 'result':
      send(routed.protocol.encodeResult(await resultOf(answer.result, response), info));
      return;
    case 'error':
      send(routed.protocol.encodeError(answer.error, info));
      return;
    case 'no-answer':
      if (answer.how === 'reset') request.socket.destroy();
      // A time-out: nothing is sent, and the socket stays open until the client or the server closes it.
      return;
  }
}

/** A result, now or later: until then the client may have gone away. */
function resultOf(result: object, response: ServerResponse): object | Promise<object> {
  if (!(result instanceof Later)) return result;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return result.answer(gone.signal);
}

/** Waits as long as a fault says; on a stepped clock, until somebody has stepped it that far. */
const late = (clock: Clock, { ms, on }: Latency): Promise<void> =>
  new Promise((resolve) => {
    if (on === 'clock') clock.scheduleAfter(ms, resolve);
    else setTimeout(resolve, ms).unref();
  });
