/** An AWS endpoint that lets a call through only when a condition holds: what comes too early is told to try again. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A call that changes something, as the wire has it. */
export interface GatedCall {
  readonly operation: string;
  /** JSON of ECS, form fields of Auto Scaling. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Gate {
  readonly endpoint: string;
  close(): Promise<void>;
}

const gated = ['UpdateContainerInstancesState', 'StopTask', 'CompleteLifecycleAction'];

/** @param mayPass asked for each call that acts; all others pass */
export async function startGate(
  target: string,
  mayPass: (call: GatedCall) => Promise<boolean>,
): Promise<Gate> {
  const server = createServer((incoming, outgoing) => {
    void pass(incoming, outgoing, target, mayPass).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: string,
  mayPass: (call: GatedCall) => Promise<boolean>,
): Promise<void> {
  const body = await buffer(incoming);
  const call = callOf(incoming, body.toString());
  if (gated.includes(call.operation) && !(await mayPass(call))) {
    outgoing.writeHead(503, { 'content-type': 'application/x-amz-json-1.1' });
    outgoing.end('{"__type":"ServiceUnavailable","message":"not yet"}');
    return;
  }
  const forwarded = request(
    new URL(incoming.url ?? '/', target),
    { method: incoming.method, headers: incoming.headers },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    },
  );
  forwarded.on('error', (error) => outgoing.destroy(error));
  forwarded.end(body);
}

function callOf({ headers }: IncomingMessage, body: string): GatedCall {
  const target = headers['x-amz-target'];
  if (typeof target === 'string')
    return { operation: target.split('.').at(-1) ?? '', input: JSON.parse(body) as Record<string, unknown> }; // ECS's wire
  const fields = Object.fromEntries(new URLSearchParams(body));
  return { operation: fields['Action'] ?? '', input: fields };
}
