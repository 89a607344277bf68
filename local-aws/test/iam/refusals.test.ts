import {
  CompleteLifecycleActionCommand,
  DescribeAutoScalingInstancesCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeTasksCommand, ListClustersCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { createWorld } from '../../src/index';
import { first, useTestAws } from '../support/aws';
import { refusal } from '../support/errors';
import { allow, roleWith } from '../support/iam';

const session = 'arn:aws:sts::123456789012:assumed-role/worker/AKIATEST';

describe('of a role without any policy', () => {
  const test = useTestAws({ iam: { principals: [roleWith()] } });
  const runningTask = () => {
    createWorld(test.aws, { cluster: 'demo', standalone: [{ family: 'job' }] });
    return first([...(test.aws.ecs.state.clusters.get('demo')?.tasks.values() ?? [])]);
  };

  it('ECS says AccessDeniedException, and nothing has happened', async () => {
    const task = runningTask();
    const stop = test.ecs.send(new StopTaskCommand({ cluster: 'demo', task: task.arn }));
    expect(await refusal(stop)).toEqual({
      name: 'AccessDeniedException',
      status: 400,
      message:
        `User: ${session} is not authorized to perform: ecs:StopTask on resource: ${task.arn} ` +
        'because no identity-based policy allows the ecs:StopTask action',
    });
    expect(task.desiredStatus).toBe('RUNNING');
  });

  it('the record has the call, and that it was denied', async () => {
    await refusal(test.ecs.send(new ListClustersCommand({})));
    expect(test.aws.record.entries.at(-1)).toMatchObject({
      kind: 'call',
      operation: 'ListClusters',
      caller: 'AKIATEST',
      outcome: {
        kind: 'error',
        code: 'AccessDeniedException',
        message: expect.stringContaining('on resource: *') as string,
      },
    });
  });

  it('Auto Scaling says AccessDenied', async () => {
    const { group, instanceIds } = createWorld(test.aws, { cluster: 'demo' });
    const read = test.autoScaling.send(new DescribeAutoScalingInstancesCommand({}));
    expect(await refusal(read)).toEqual({
      name: 'AccessDenied',
      status: 403,
      message:
        `User: ${session} is not authorized to perform: autoscaling:DescribeAutoScalingInstances ` +
        'because no identity-based policy allows the autoscaling:DescribeAutoScalingInstances action',
    });
    const complete = new CompleteLifecycleActionCommand({
      AutoScalingGroupName: group,
      LifecycleHookName: 'drain',
      InstanceId: first(instanceIds),
      LifecycleActionResult: 'CONTINUE',
    });
    const { message } = await refusal(test.autoScaling.send(complete));
    expect(message).toContain(`on resource: ${test.aws.autoScaling.groups.get(group)?.arn ?? '?'} because`);
  });

  it('EC2, SNS, SQS and EventBridge say it in their own words', async () => {
    const { ec2, sns, sqs, events, aws } = test;
    const TopicArn = aws.sns.createTopic('drain').arn;
    const QueueUrl = aws.sqs.urlOf(aws.sqs.createQueue('drain'));
    const described = await refusal(ec2.send(new DescribeInstancesCommand({})));
    const published = await refusal(sns.send(new PublishCommand({ TopicArn, Message: 'm' })));
    const sent = await refusal(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' })));
    const listed = await refusal(events.send(new ListRulesCommand({})));
    expect([described, published, sent, listed].map(({ name, status }) => [name, status])).toEqual([
      ['UnauthorizedOperation', 403],
      ['AuthorizationErrorException', 403],
      ['AccessDenied', 403],
      ['AccessDeniedException', 400],
    ]);
    expect(described.message).toMatch(/^You are not authorized to perform this operation\. User: /);
    expect(published.message).toContain(`SNS:Publish on resource: ${TopicArn}`);
    expect(sent.message).toContain('on resource: arn:aws:sqs:eu-west-1:123456789012:drain');
  });

  it('who it is needs no permission', async () => {
    const { Arn, Account, UserId } = await test.sts.send(new GetCallerIdentityCommand({}));
    expect({ Arn, Account }).toEqual({ Arn: session, Account: '123456789012' });
    expect(UserId).toMatch(/^AROA[A-Z0-9]{17}:AKIATEST$/);
  });

  it('comes before anything else is looked at: what is not there is denied alike', async () => {
    const { name } = await refusal(test.ecs.send(new StopTaskCommand({ cluster: 'nowhere', task: 'none' })));
    expect(name).toBe('AccessDeniedException');
  });

  it('is taken back by a policy that allows it', async () => {
    test.aws.iam?.put(roleWith(allow('ecs:ListClusters')));
    expect((await test.ecs.send(new ListClustersCommand({}))).clusterArns).toEqual([]);
  });
});

describe('of a key that belongs to nobody', () => {
  const test = useTestAws({ iam: {} });

  it('says so in the words of each service', async () => {
    const refusals = [
      await refusal(test.ecs.send(new DescribeTasksCommand({ tasks: ['a'] }))),
      await refusal(test.autoScaling.send(new DescribeAutoScalingInstancesCommand({}))),
      await refusal(test.ec2.send(new DescribeInstancesCommand({}))),
      await refusal(test.sts.send(new GetCallerIdentityCommand({}))),
    ];
    expect(refusals.map(({ name, status }) => [name, status])).toEqual([
      ['UnrecognizedClientException', 400],
      ['InvalidClientTokenId', 403],
      ['AuthFailure', 401],
      ['InvalidClientTokenId', 403],
    ]);
  });
});

describe('of keys that are administrators', () => {
  const test = useTestAws({ iam: { otherKeys: 'administrators' } });

  it('there is none', async () => {
    expect((await test.ecs.send(new ListClustersCommand({}))).clusterArns).toEqual([]);
  });
});
