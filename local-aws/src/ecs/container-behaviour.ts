import { z } from 'zod';
import { LONGEST_SECONDS } from '../values';

/**
 * How a container behaves is told by its `environment` in the task definition, so that any client can say it.
 * Seconds may be fractions.
 */
export const behaviourVariables = {
  /** Ends by itself, with exit code 0, this long after it started; at least 0.1. Absent: runs until stopped. */
  runSeconds: 'LOCAL_AWS_RUN_SECONDS',
  /** Needs this long to end after SIGTERM; SIGKILL strikes at the stop timeout. @default 0 */
  stopSeconds: 'LOCAL_AWS_STOP_SECONDS',
  /** `1`: SIGTERM does nothing, and the container is killed at its stop timeout. */
  ignoreSigterm: 'LOCAL_AWS_IGNORE_SIGTERM',
  /** The task is PENDING this long. @default 0 */
  startSeconds: 'LOCAL_AWS_START_SECONDS',
  /**
   * Deregistration delay of the target group that the container's service registers it with; SIGTERM comes after it.
   * @default 300 for a service with a target group, as the target group's attribute has it
   */
  deregistrationDelaySeconds: 'LOCAL_AWS_DEREGISTRATION_DELAY_SECONDS',
} as const;

export interface ContainerBehaviour {
  readonly runMs: number | undefined;
  readonly stopMs: number;
  readonly ignoresSigterm: boolean;
  readonly startMs: number;
  readonly deregistrationDelayMs: number;
}

const secondsOfAtLeast = (least: number) =>
  z.coerce
    .number()
    .min(least)
    .max(LONGEST_SECONDS)
    .transform((value) => Math.round(value * 1000));
const seconds = secondsOfAtLeast(0);

/** A service starts what ends anew: a container that ends in the instant in which it starts would go on so for ever. */
const runSeconds = secondsOfAtLeast(0.1);

const variables = z.object({
  [behaviourVariables.runSeconds]: runSeconds.optional(),
  [behaviourVariables.stopSeconds]: seconds.default(0),
  [behaviourVariables.ignoreSigterm]: z.enum(['0', '1']).default('0'),
  [behaviourVariables.startSeconds]: seconds.default(0),
  [behaviourVariables.deregistrationDelaySeconds]: seconds.default(300_000),
});

/** Reads the behaviour from environment pairs; throws a ZodError for a value that is not understood. */
export function containerBehaviour(
  environment: readonly { readonly name?: string | undefined; readonly value?: string | undefined }[],
): ContainerBehaviour {
  const read = variables.parse(Object.fromEntries(environment.map(({ name, value }) => [name ?? '', value])));
  return {
    runMs: read.LOCAL_AWS_RUN_SECONDS,
    stopMs: read.LOCAL_AWS_STOP_SECONDS,
    ignoresSigterm: read.LOCAL_AWS_IGNORE_SIGTERM === '1',
    startMs: read.LOCAL_AWS_START_SECONDS,
    deregistrationDelayMs: read.LOCAL_AWS_DEREGISTRATION_DELAY_SECONDS,
  };
}
