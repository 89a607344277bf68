import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { parseJson } from '../json';

const functionError = z.object({ errorMessage: z.string() });

/**
 * Invokes a function as the Lambda runtime interface emulator takes it. A function that threw is answered with 200 and
 * an error object. https://github.com/aws/aws-lambda-runtime-interface-emulator
 *
 * Not with `fetch`, which gives up after five minutes of its own: a function has up to fifteen.
 */
export async function invokeOverHttp(baseUrl: string, event: unknown, signal: AbortSignal): Promise<unknown> {
  const url = new URL('/2015-03-31/functions/function/invocations', baseUrl);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  // A connection of its own: one that is kept may be closed by the other side just as it is used again.
  const call = request(url, { method: 'POST', agent: false, signal });
  call.end(JSON.stringify(event));
  // Node gives the event `response` this one argument.
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const answer = await text(response);
  const { statusCode = 0 } = response;
  if (statusCode < 200 || statusCode > 299) throw new Error(`HTTP ${statusCode}: ${answer}`);
  const result = parseJson(answer === '' ? 'null' : answer);
  if (!result.ok) throw new Error(`The function's answer is ${result.why}.`);
  const failed = functionError.safeParse(result.value);
  if (failed.success) throw new Error(failed.data.errorMessage);
  return result.value;
}
