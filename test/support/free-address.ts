import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** IP address and port that nobody listens on. */
export async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a server on TCP
  server.close();
  await once(server, 'close');
  return `127.0.0.1:${port}`;
}
