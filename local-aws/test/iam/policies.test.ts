import { DescribeTasksCommand, ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { createWorld, type LocalAws, type StatementDocument } from '../../src/index';
import { useTestAws } from '../support/aws';
import { refusal } from '../support/errors';
import { allow, policy, roleWith } from '../support/iam';

const test = useTestAws({ iam: {} });
const ecsArn = (resource: string) => `arn:aws:ecs:eu-west-1:123456789012:${resource}`;

/** A cluster with two tasks, and another one with one. */
const taskArns = (aws: LocalAws, arnFormat: 'long' | 'short' = 'long') => {
  for (const [cluster, count] of Object.entries({ demo: 2, other: 1 })) {
    createWorld(aws, { cluster, arnFormat, standalone: [{ family: 'job', count }] });
  }
  return [...aws.ecs.state.clusters.values()].flatMap(({ tasks }) =>
    [...tasks.values()].map(({ arn }) => arn),
  );
};

/** Whether the role with these statements may describe these tasks. */
const mayDescribe = async (statements: StatementDocument[], tasks: string[], cluster = 'demo') => {
  test.aws.iam?.put(roleWith(...statements));
  const call = test.ecs.send(new DescribeTasksCommand({ cluster, tasks }));
  return call.then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ name: 'AccessDeniedException' });
      return false;
    },
  );
};

it.each<[string, StatementDocument, boolean]>([
  ['the action', allow('ecs:DescribeTasks'), true],
  ['it in other letters', allow('ECS:describetasks'), true],
  ['another action', allow('ecs:StopTask'), false],
  ['a wildcard that covers it', allow('ecs:Describe*'), true],
  ['a wildcard that does not', allow(['ecs:List*', 'ecs:DescribeTask?x']), false],
  ['everything but others', { Effect: 'Allow', NotAction: 'ecs:StopTask', Resource: '*' }, true],
  ['everything but it', { Effect: 'Allow', NotAction: 'ecs:Describe*', Resource: '*' }, false],
  ['the tasks of the cluster', allow('ecs:*', { Resource: ecsArn('task/demo/*') }), true],
  ['the tasks of another', allow('ecs:*', { Resource: ecsArn('task/other/*') }), false],
  ['tasks elsewhere', allow('ecs:*', { Resource: 'arn:aws:ecs:us-east-1:123456789012:task/*' }), false],
  ['all but the tasks of another', allow('ecs:*', { NotResource: ecsArn('task/other/*') }), true],
  [
    'the cluster by its key',
    allow('ecs:*', { Condition: { ArnEquals: { 'ecs:cluster': ecsArn('cluster/demo') } } }),
    true,
  ],
  [
    'another cluster by its key',
    allow('ecs:*', { Condition: { ArnEquals: { 'ecs:cluster': ecsArn('cluster/other') } } }),
    false,
  ],
])('allowing %s', async (_, statement, may) => {
  const [task = ''] = taskArns(test.aws);
  expect(await mayDescribe([statement], [task])).toBe(may);
});

it.each<[string, Record<string, Record<string, string | string[]>>, boolean]>([
  ['ArnLike', { ArnLike: { 'ecs:cluster': ecsArn('cluster/de*') } }, true],
  ['ArnNotLike', { ArnNotLike: { 'ecs:cluster': ecsArn('cluster/de*') } }, false],
  ['ArnNotEquals', { ArnNotEquals: { 'ecs:cluster': ecsArn('cluster/other') } }, true],
  ['StringEquals, one of several', { StringEquals: { 'ECS:cluster': ['x', ecsArn('cluster/demo')] } }, true],
  ['StringEquals, which knows no wildcards', { StringEquals: { 'ecs:cluster': ecsArn('cluster/*') } }, false],
  [
    'StringNotEquals of several',
    { StringNotEquals: { 'ecs:cluster': ['x', ecsArn('cluster/demo')] } },
    false,
  ],
  ['StringLike', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/work*' } }, true],
  ['StringNotLike', { StringNotLike: { 'aws:RequestedRegion': 'eu-*' } }, false],
  ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { 'aws:RequestedRegion': 'EU-WEST-1' } }, true],
  ['StringNotEqualsIgnoreCase', { StringNotEqualsIgnoreCase: { 'aws:RequestedRegion': 'EU-WEST-1' } }, false],
  [
    'all of its operators',
    { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' }, StringLike: { 'ecs:cluster': '*other' } },
    false,
  ],
  ['a key that the call lacks', { StringEquals: { 'aws:ResourceTag/team': 'a' } }, false],
  [
    'a key that the call lacks, if it exists',
    { StringEqualsIfExists: { 'aws:ResourceTag/team': 'a' } },
    true,
  ],
  ['the lack of a key', { Null: { 'aws:ResourceTag/team': 'true' } }, true],
  ['a key that must be there', { Null: { 'aws:ResourceTag/team': 'false' } }, false],
  ['a key that is not so', { StringNotEquals: { 'aws:ResourceTag/team': 'a' } }, true],
])('a condition holds by %s', async (_, Condition, may) => {
  const [task = ''] = taskArns(test.aws);
  expect(await mayDescribe([allow('ecs:DescribeTasks', { Condition })], [task])).toBe(may);
});

it('a Deny wins over an Allow, whichever comes first, and says so', async () => {
  const [task = ''] = taskArns(test.aws);
  const deny: StatementDocument = { Effect: 'Deny', Action: 'ecs:Describe*', Resource: '*' };
  expect(await mayDescribe([deny, allow('*')], [task])).toBe(false);
  expect(await mayDescribe([allow('*'), deny], [task])).toBe(false);
  const { message } = await refusal(
    test.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: [task] })),
  );
  expect(message).toMatch(/with an explicit deny in an identity-based policy$/);
});

it('a call about several tasks needs the permission for each, and names the one that is missing', async () => {
  const [one = '', two = ''] = taskArns(test.aws);
  expect(await mayDescribe([allow('ecs:*', { Resource: [one, two] })], [one, two])).toBe(true);
  expect(await mayDescribe([allow('ecs:*', { Resource: one })], [one, two])).toBe(false);
  const { message } = await refusal(
    test.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: [one, two] })),
  );
  expect(message).toContain(`on resource: ${two} because`);
});

it('the short ARN of a task has no cluster in it: the key has', async () => {
  const [task = ''] = taskArns(test.aws, 'short');
  const Condition = { ArnEquals: { 'ecs:cluster': ecsArn('cluster/demo') } };
  for (const reference of [task, task.slice(task.lastIndexOf('/') + 1)]) {
    expect(await mayDescribe([allow('ecs:*', { Resource: ecsArn('task/demo/*') })], [reference])).toBe(false);
    expect(await mayDescribe([allow('ecs:*', { Resource: ecsArn('task/*'), Condition })], [reference])).toBe(
      true,
    );
  }
});

it('a call without a cluster is about the cluster default', async () => {
  taskArns(test.aws);
  const Condition = { ArnEquals: { 'ecs:cluster': ecsArn('cluster/default') } };
  test.aws.iam?.put(roleWith(allow('ecs:StopTask', { Condition })));
  // Past the policy, there is no such cluster.
  const { name } = await refusal(test.ecs.send(new StopTaskCommand({ task: 'none' })));
  expect(name).toBe('ClusterNotFoundException');
});

it('ListTasks asks for the container instances of the cluster', async () => {
  taskArns(test.aws);
  test.aws.iam?.put(roleWith(allow('ecs:ListTasks', { Resource: ecsArn('container-instance/demo/*') })));
  expect((await test.ecs.send(new ListTasksCommand({ cluster: 'demo' }))).taskArns).toHaveLength(2);
  const { message } = await refusal(test.ecs.send(new ListTasksCommand({ cluster: 'other' })));
  expect(message).toContain(`on resource: ${ecsArn('container-instance/other/*')} because`);
});

it.each<[string, unknown, string]>([
  ['an operator', { Condition: { NumericLessThan: { 'ecs:cluster': '1' } } }, 'operator NumericLessThan'],
  ['a set operator', { Condition: { 'ForAnyValue:StringLike': { 'ecs:cluster': 'a' } } }, 'ForAnyValue'],
  ['a key', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }, 'no condition key aws:SourceVpc'],
  ['a variable', { Resource: 'arn:aws:sns:eu-west-1:1:${aws:username}' }, 'no policy variables'],
  ['an element', { Principal: '*' }, 'Principal'],
  ['an action', { Action: 'StopTask' }, 'service:Action'],
  ['a resource', { Resource: 'demo' }, 'an ARN'],
  ['both of two', { NotResource: '*' }, 'one of Resource and NotResource'],
  ['neither of two', { Action: undefined }, 'one of Action and NotAction'],
])('refuses a policy with %s that it does not understand, and says where', (_, change, problem) => {
  const statement = { ...allow('ecs:StopTask'), ...(change as object) }; // what no type allows
  expect(() => test.aws.iam?.put({ kind: 'user', name: 'ann', policies: [policy(statement)] })).toThrow(
    problem,
  );
  expect(test.aws.iam?.list()).toEqual([]);
});

it('an access key belongs to one principal', () => {
  test.aws.iam?.put(roleWith());
  expect(() => test.aws.iam?.put({ ...roleWith(), name: 'other' })).toThrow('is the key of somebody else');
});
