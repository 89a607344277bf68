/** What HTTP alone costs: reads each request to its end, and answers a constant body as large as the first argument says. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const body = 'x'.repeat(Number(process.argv[2]));
const headers = { 'content-type': 'application/x-amz-json-1.1', 'content-length': body.length };

const server = createServer((request, response) => {
  void text(request).then(() => response.writeHead(200, headers).end(body));
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  console.log(`on http://127.0.0.1:${port}`);
});
