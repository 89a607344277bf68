import type { Clock } from './clock';
import type { LocalAwsRecord } from './record';
import type { Rules } from './rules';

/** What every service is built on. */
export interface Environment {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly record: LocalAwsRecord;
  readonly rules: Rules;
}
