/** Not settled in time. It may have been done after all, so it is tried again. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
}

/**
 * @param by milliseconds since the epoch
 * @param doing what is waited for, for the message
 * @throws OutOfTimeError when it is not settled by then; what is under way is left to itself
 */
export async function inTime<T>(promise: Promise<T>, by: number, doing: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutOfTimeError(`${doing} took too long`)), by - Date.now());
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
