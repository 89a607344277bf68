import { found, ok, type Finding } from '../finding';
import type { AwsFacts } from './facts';
import { formatCallError } from './call-error';

export function identityFindings({
  accountId,
  identity,
}: Pick<AwsFacts, 'accountId' | 'identity'>): readonly Finding[] {
  if (identity.kind === 'unknown') return [found('identity-unknown', formatCallError(identity.callError))];
  const { arn, accountId: seen } = identity.value;
  return [
    seen === accountId
      ? ok('identity', arn)
      : found('wrong-account', `${arn} of account ${seen}, and the worker serves account ${accountId}`),
  ];
}
