/** The accounts and Regions that a starter serves: for others it starts nothing. */
import type { AccountRegion } from '../domain/account-region';

/** `all`: where no setting names them. */
export type ServedAccountRegions = 'all' | readonly AccountRegion[];

/** A message that may tell of a termination is never swallowed: it fails, and is kept where failed messages are kept. */
export class NotServedError extends Error {
  override readonly name = 'NotServedError';

  constructor({ accountId, region }: AccountRegion) {
    super(
      `this starter does not serve account ${accountId}, Region ${region}: ECS_DRAIN_ACCOUNT_REGIONS does not name it`,
    );
  }
}

export const isServed = ({ accountId, region }: AccountRegion, served: ServedAccountRegions): boolean =>
  served === 'all' || served.some((one) => one.accountId === accountId && one.region === region);
