import type { StopChain } from '../observation/observation';
import type { Spec } from '../../spec';

/** How long the slowest way through a task's containers takes, from the first order to stop on, at the longest. */
export const slowestSeconds = (
  chains: readonly StopChain[],
  { stopTimeoutSeconds }: Pick<Spec, 'stopTimeoutSeconds'>,
): number =>
  Math.max(
    0,
    ...chains.map(({ saidSeconds, silentContainers }) => saidSeconds + silentContainers * stopTimeoutSeconds),
  );
