import { DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { startLocalAws, type LocalAws } from '@ecs-drain/local-aws';
import { createAwsClients, keepToOwnAccount, type AwsClients } from '../../../src/aws/clients';
import { createOwnAccount, WrongAccountError, type OwnAccount } from '../../../src/aws/own-account';
import { createSts } from '../../../src/aws/sts';
import type { AwsCallError } from '../../../src/aws/call-error';

describe('the account of a worker', () => {
  let aws: LocalAws;
  let clients: AwsClients;
  let warnings: AwsCallError[];
  beforeEach(async () => {
    aws = await startLocalAws({ accountId: '123456789012' });
    clients = createAwsClients({
      region: aws.region,
      endpoint: aws.url,
      credentials: { accessKeyId: 'US', secretAccessKey: 'local' },
    });
    warnings = [];
  });
  afterEach(async () => {
    Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
    await aws.close();
  });

  const accountOf = (served: string): OwnAccount => {
    const account = createOwnAccount(served, createSts(clients.sts), (error) => warnings.push(error));
    keepToOwnAccount(clients, account);
    return account;
  };
  const list = () => clients.ecs.send(new ListClustersCommand({}));
  const describeInstances = () => clients.autoScaling.send(new DescribeAutoScalingInstancesCommand({}));
  const operations = () =>
    aws.record.entries.flatMap((entry) => (entry.kind === 'call' ? entry.operation : []));

  it('is asked for once where it is right', async () => {
    await expect(accountOf('123456789012').check()).resolves.toBe('right');
    await Promise.all([list(), list(), describeInstances()]);
    expect(operations().filter((name) => name === 'GetCallerIdentity')).toHaveLength(1);
    expect(operations()).toHaveLength(4);
  });

  it('is another one: no call is made, and the error says what to do', async () => {
    const account = accountOf('999999999999');
    await expect(account.check()).rejects.toThrow(
      'the AWS credentials are arn:aws:iam::123456789012:user/US, of account 123456789012, and this worker serves account 999999999999: give it credentials of that account, or correct ECS_DRAIN_ACCOUNT_ID',
    );
    await expect(list()).rejects.toBeInstanceOf(WrongAccountError);
    await expect(describeInstances()).rejects.toBeInstanceOf(WrongAccountError);
    expect(operations()).toEqual(['GetCallerIdentity']);
  });

  it.each([
    ['is down', { kind: 'error', code: 'ServiceUnavailable', status: 503 }],
    ['hangs', { kind: 'slow', latencyMs: 60_000, on: 'machine' }],
  ] as const)(
    'is not known while STS %s: calls go on, and it is not asked for with each',
    async (_, fault) => {
      aws.faults.add({ service: 'sts', ...fault });
      const began = Date.now();
      await expect(accountOf('123456789012').check()).resolves.toBe('unknown');
      expect(Date.now() - began).toBeLessThan(4_000);
      await Promise.all([list(), list()]);
      await list();
      expect(warnings).toHaveLength(1);
    },
  );

  it('that turns out to be another one once STS answers stops the calls', async () => {
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'clearTimeout', 'queueMicrotask'],
    });
    try {
      const endFault = aws.faults.add({
        service: 'sts',
        kind: 'error',
        code: 'ServiceUnavailable',
        status: 503,
      });
      await expect(accountOf('999999999999').check()).resolves.toBe('unknown');
      await list();
      endFault();
      jest.setSystemTime(Date.now() + 31_000);
      await expect(list()).rejects.toBeInstanceOf(WrongAccountError);
    } finally {
      jest.useRealTimers();
    }
  });
});
