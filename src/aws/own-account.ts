/**
 * To credentials of another account every instance is gone, and every drain done. So a worker that has such makes no call at all. STS
 * that does not answer is no reason to leave drains alone: it is asked again.
 */
import { shared } from './batching';
import type { Identity, Sts } from './sts';
import type { AwsCallError } from './call-error';

/** The credentials are of another account than the one that the worker serves. */
export class WrongAccountError extends Error {
  override readonly name = 'WrongAccount';

  constructor(served: string, { accountId, arn }: Identity) {
    super(
      `the AWS credentials are ${arn}, of account ${accountId}, and this worker serves account ${served}: ` +
        'give it credentials of that account, or correct ECS_DRAIN_ACCOUNT_ID',
    );
  }
}

export interface OwnAccount {
  /**
   * Whether the credentials are those of the account; `unknown` while STS does not answer.
   * @throws WrongAccountError
   */
  check(): Promise<'right' | 'unknown'>;
}

/** Well below what an observation has for all its calls. */
const answerWithinMs = 2_000;

/** Until it is known that all is right: credentials may be fixed while the worker runs. */
const askAgainAfterMs = 30_000;

/** @param warn told each time that STS did not answer */
export function createOwnAccount(
  accountId: string,
  sts: Sts,
  warn: (error: AwsCallError) => void,
): OwnAccount {
  let isRight = false;
  const ask = shared(askAgainAfterMs, async (): Promise<'right' | 'unknown' | WrongAccountError> => {
    try {
      const identity = await sts.callerIdentity(AbortSignal.timeout(answerWithinMs));
      if (identity.accountId !== accountId) return new WrongAccountError(accountId, identity);
      isRight = true;
      return 'right';
    } catch (error) {
      warn(error as AwsCallError); // what `callerIdentity` throws
      return 'unknown';
    }
  });
  return {
    check: async () => {
      if (isRight) return 'right';
      const answer = await ask();
      if (typeof answer !== 'string') throw answer;
      return answer;
    },
  };
}
