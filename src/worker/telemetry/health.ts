/** `/livez` and `/readyz`, for the orchestrator of the worker's container. */
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';

/** Whether the worker takes tasks, and why not. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

export interface HealthServer {
  close(): Promise<void>;
}

/**
 * Answers `GET /livez` with 200 for as long as this process answers at all, and `GET /readyz` with 200 or 503, as JSON. A
 * worker without Temporal is not ready, and alive: to start it anew would fix nothing.
 * @param address IP address and port
 * @throws Error where the address cannot be listened on
 * @see https://kubernetes.io/docs/reference/using-api/health-checks/
 */
export async function startHealthServer(
  address: string,
  readiness: () => Promise<Readiness>,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(response, 405, { error: 'only GET and HEAD are answered' });
    } else if (path === '/livez') {
      answer(response, 200, { live: true });
    } else if (path === '/readyz') {
      void readiness().then((state) => answer(response, state.ready ? 200 : 503, state));
    } else {
      answer(response, 404, { error: 'there are /livez and /readyz' });
    }
  });
  const { host, port } = partsOf(address);
  server.listen(port, host);
  await once(server, 'listening');
  return {
    close: async () => {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${JSON.stringify(body)}\n`);
}

function partsOf(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) };
}
