/** A time bound was reached; the message says what was waited for. */
export class TooLateError extends Error {
  override readonly name = 'TooLateError';
}

/**
 * Waits for a promise, but not for ever: a demo must not hang.
 * @throws TooLateError saying what was waited for
 */
export async function within<T>(limitMs: number, waitedFor: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(new TooLateError(`gave up after ${Math.round(limitMs / 1000)} s waiting for ${waitedFor}`)),
      limitMs,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
