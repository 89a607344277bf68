import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { call } from './call-error';

/** Whose credentials a client has. */
export interface Identity {
  readonly accountId: string;
  /** Of a user, or of a role's session. */
  readonly arn: string;
}

/** STS as a worker needs it. */
export interface Sts {
  /**
   * Needs no permission. The signal ends the call.
   * @throws AwsCallError
   */
  callerIdentity(signal?: AbortSignal): Promise<Identity>;
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const createSts = (client: STSClient): Sts => ({
  callerIdentity: (abortSignal) =>
    call('sts.GetCallerIdentity', async () => {
      const { Account, Arn = '' } = await client.send(
        new GetCallerIdentityCommand({}),
        abortSignal && { abortSignal },
      );
      if (Account === undefined) throw new Error('STS named no account');
      return { accountId: Account, arn: Arn };
    }),
});
