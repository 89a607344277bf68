/** Long waits outlast a Temporal that is gone for a while: what they wait for is in force already. */
import type { Cli } from './command';
import { GrpcCode, grpcCodeOf, isOutOfTime } from '../temporal/errors';

/** Asks once how things stand. */
export type Poll<T> = () => Promise<T>;

/** Who waits: what hears of it, and what ends it early. */
export interface Waiter extends Pick<Cli, 'interrupted'> {
  readonly output: Pick<Cli['output'], 'report'>;
  /** @default one second */
  readonly pollIntervalMs?: number;
}

export const defaultPollIntervalMs = 1_000;

/**
 * An observation that sees undefined where Temporal does not answer, and tells so once until it answers again. Other errors are thrown as
 * they are.
 */
export function patientPoll<T extends object>(poll: Poll<T>, { output }: Waiter): Poll<T | undefined> {
  let isAway = false;
  return async () => {
    try {
      const seen = await poll();
      isAway = false;
      return seen;
    } catch (error) {
      if (!mayAnswerLater(error)) throw error;
      if (!isAway) output.report('Temporal does not answer; waiting');
      isAway = true;
      return undefined;
    }
  };
}

const mayAnswerLater = (error: unknown): boolean =>
  grpcCodeOf(error) === GrpcCode.Unavailable || isOutOfTime(error);
