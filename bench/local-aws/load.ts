import { Agent, request } from 'node:http';

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** So many requests are under way at a time. */
const CONCURRENCY = 8;

/** Sends the same request for so long; answers how many were answered a second. @throws at an answer that is not 200 */
export async function requestsPerSecond({ url, headers, body }: Load, durationMs: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const startedAtMs = performance.now();
  const untilMs = startedAtMs + durationMs;
  let answered = 0;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const call = request(url, {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      call.once('error', reject);
      call.once('response', (response) => {
        response.resume();
        response.once('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`HTTP ${response.statusCode ?? 0}`));
        });
      });
      call.end(body);
    });
  const sender = async (): Promise<void> => {
    while (performance.now() < untilMs) {
      await one();
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sender));
  agent.destroy();
  return answered / ((performance.now() - startedAtMs) / 1000);
}
