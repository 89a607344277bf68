import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { useTestAws } from '../support/aws';
import { refusal } from '../support/errors';

const test = useTestAws({ accountId: '210987654321' });

it('says which account is asked, and who asks', async () => {
  const { Account, Arn, UserId } = await test.sts.send(new GetCallerIdentityCommand({}));
  expect({ Account, Arn }).toEqual({
    Account: '210987654321',
    Arn: 'arn:aws:iam::210987654321:user/AKIATEST',
  });
  expect(UserId).toMatch(/^AIDA[A-Z0-9]{17}$/);
});

it('makes no sessions', async () => {
  expect(await refusal(test.sts.send(new GetSessionTokenCommand({})))).toMatchObject({
    name: 'InvalidAction',
    status: 400,
  });
});
