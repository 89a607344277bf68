import { z } from 'zod';

const functionError = z.object({ errorMessage: z.string() });

/**
 * Invokes a function as the Lambda runtime interface emulator takes it. A function that threw is answered with 200 and
 * an error object. https://github.com/aws/aws-lambda-runtime-interface-emulator
 */
export async function invokeOverHttp(baseUrl: string, event: unknown, signal: AbortSignal): Promise<unknown> {
  const url = new URL('/2015-03-31/functions/function/invocations', baseUrl);
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(event), signal });
  const text = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${text}`);
  const result: unknown = text === '' ? null : JSON.parse(text);
  const failed = functionError.safeParse(result);
  if (failed.success) throw new Error(failed.data.errorMessage);
  return result;
}
