/**
 * Runs the starter's Lambda handler on a laptop, behind HTTP in the way of Lambda's runtime interface emulator: an event
 * posted to the invocations path is answered with what the handler answers, or with Lambda's description of its error and the
 * header `X-Amz-Function-Error`. The port is `STARTER_PORT`, 9000 where that is not set. An argument names the built starter to
 * run, such as dist/lambda/starter.cjs, in place of the sources.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { withoutNodeVersionWarning } from '../src/config/aws-sdk';
import { handler as fromTheSources } from '../src/starter/lambda';

/** What is built from the sources has their type. */
const built = (file: string) =>
  (createRequire(__filename)(file) as { readonly handler: typeof fromTheSources }).handler;

const file = process.argv[2];
const handler = file === undefined ? fromTheSources : built(path.resolve(file));

// Not in the starter itself: Lambda runs it on the Node that it is built for.
withoutNodeVersionWarning();

const INVOCATIONS = '/2015-03-31/functions/function/invocations';
const DEFAULT_PORT = 9000;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url !== INVOCATIONS || request.method !== 'POST') {
    send(response, 404, { message: `only POST ${INVOCATIONS} is served here` });
    return;
  }
  let event: unknown;
  try {
    event = JSON.parse(await text(request));
  } catch (error) {
    send(response, 400, describe(error));
    return;
  }
  try {
    send(response, 200, await handler(event));
  } catch (error) {
    // Lambda too answers 200 when the function, and not Lambda itself, has failed.
    response.setHeader('X-Amz-Function-Error', 'Unhandled');
    send(response, 200, describe(error));
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function describe(error: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => send(response, 500, describe(error)));
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}
server.listen(Number(process.env.STARTER_PORT ?? DEFAULT_PORT), () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : address;
  console.error(`the starter listens on port ${port ?? 'unknown'}`);
});
