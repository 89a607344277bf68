/** The examination of an account and Region: ids. */
import type { Place } from '../reconcile/place';

/** One at a time: who asks while another one looks gets the same answer. */
export const examinationIdOf = ({ accountId, region }: Place): string =>
  `ecs-drain-examine-${accountId}-${region}`;
