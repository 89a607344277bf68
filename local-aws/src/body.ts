import type { IncomingMessage } from 'node:http';

/** A request's body as text; undefined where it is larger than that, in bytes. It is read to its end in any case. */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      // A client that is still sending would not see an answer, so the rest is read and forgotten.
      if (bytes <= mostBytes) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.once('end', () =>
      resolve(bytes <= mostBytes ? Buffer.concat(chunks).toString('utf8') : undefined),
    );
    request.once('error', reject);
  });
}
