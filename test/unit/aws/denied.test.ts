import { DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { startLocalAws, type LocalAws } from '@ecs-drain/local-aws';
import { createAwsClients, type AwsClients } from '../../../src/aws/clients';
import { countCalls } from '../../../src/aws/count-calls';
import { callErrorOf } from '../../../src/aws/call-error';
import { isDenied } from '../../../src/domain/denial';

const accessKeyId = 'US';

describe('a call that our role may not make', () => {
  let aws: LocalAws;
  let clients: AwsClients;
  const outcomes: string[] = [];
  beforeAll(async () => {
    const principals = [{ kind: 'role', name: 'worker', accessKeyIds: [accessKeyId], policies: [] }] as const;
    aws = await startLocalAws({ iam: { principals } });
    clients = createAwsClients({
      region: aws.region,
      endpoint: aws.url,
      credentials: { accessKeyId, secretAccessKey: 'local' },
    });
    countCalls(clients, ({ outcome }) => outcomes.push(outcome));
  });
  afterAll(async () => {
    Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
    await aws.close();
  });

  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    ecs: () => clients.ecs.send(new ListClustersCommand({})),
    autoScaling: () => clients.autoScaling.send(new DescribeAutoScalingInstancesCommand({})),
    ec2: () => clients.ec2.send(new DescribeInstancesCommand({})),
    sns: () => {
      const TopicArn = aws.sns.createTopic('ended').arn;
      return clients.sns.send(new PublishCommand({ TopicArn, Message: 'm' }));
    },
    sqs: () => {
      const QueueUrl = aws.sqs.urlOf(aws.sqs.createQueue('dead'));
      return clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    },
  };

  it.each(Object.keys(calls))(
    'is known as such in the words of %s, and is counted as denied',
    async (name) => {
      outcomes.length = 0;
      const error: unknown = await calls[name]?.().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      const callError = callErrorOf('observe', error);
      expect(callError.message).toContain('not authorized to perform');
      expect({ callError, isDenied: isDenied(callError) }).toMatchObject({ isDenied: true });
      expect(outcomes).toEqual(['denied']);
    },
  );
});
