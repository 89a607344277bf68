import { ECSClient } from '@aws-sdk/client-ecs';
import { createBudget } from '../../../src/aws/budget';
import { createEcs, type Ecs } from '../../../src/aws/ecs';
import { aHost, clusterArn } from '../../support/looks';

type Answers = Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;

/** A real client whose requests are answered here: what ECS may answer and the local AWS would not. */
function ecsThatAnswers(answers: Answers): { ecs: Ecs; asked: string[] } {
  const asked: string[] = [];
  const client = new ECSClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: {
      handle: ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
        const operation = headers['x-amz-target']?.split('.')[1] ?? '';
        asked.push(operation);
        const answer = answers[operation]?.(
          JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>,
        ); // what our own client sent
        const failed = answer instanceof Error;
        return Promise.resolve({
          response: {
            statusCode: failed ? 400 : 200,
            headers: { 'content-type': 'application/x-amz-json-1.1' },
            body: Buffer.from(
              JSON.stringify(failed ? { __type: answer.name, message: answer.message } : (answer ?? {})),
            ),
          },
        });
      },
    },
  });
  const plenty = createBudget({ burst: 1000, perSecond: 1000 });
  return { ecs: createEcs(client, { reads: plenty, modifications: plenty }), asked };
}

const refusal = (name: string) => Object.assign(new Error('no'), { name });
const tasks = (...taskArns: string[]) => ({ taskArns });
const busy = aHost({ runningTasksCount: 1 });

describe('a task that ECS does not describe', () => {
  it('has stopped, if it was known and is MISSING now', async () => {
    const { ecs } = ecsThatAnswers({
      DescribeTasks: () => ({ failures: [{ arn: 'a', reason: 'MISSING' }] }),
    });
    await expect(ecs.describeTasks(clusterArn, ['a'])).resolves.toMatchObject([
      { taskArn: 'a', lastStatus: 'STOPPED' },
    ]);
  });

  it.each([
    ['is refused', { failures: [{ arn: 'a', reason: 'ACCESS_DENIED' }] }],
    ['is not mentioned', {}],
  ])('is not taken for stopped when it %s', async (_, answer) => {
    const { ecs } = ecsThatAnswers({ DescribeTasks: () => answer });
    await expect(ecs.describeTasks(clusterArn, ['a'])).rejects.toMatchObject({
      trouble: { operation: 'ecs.DescribeTasks' },
    });
  });

  it('is not taken for stopped when it was listed as running a moment ago', async () => {
    const { ecs } = ecsThatAnswers({
      ListTasks: ({ desiredStatus }) => tasks(...(desiredStatus === 'RUNNING' ? ['a'] : [])),
      DescribeTasks: () => ({ failures: [{ arn: 'a', reason: 'MISSING' }] }),
    });
    await expect(ecs.listUnstoppedTasks(busy)).rejects.toMatchObject({
      trouble: { code: 'InconsistentRead' },
    });
  });
});

describe('a listing', () => {
  it('holds what was told to stop and has not', async () => {
    const { ecs } = ecsThatAnswers({
      ListTasks: ({ desiredStatus }) => tasks(desiredStatus === 'RUNNING' ? 'running' : 'stopping'),
      DescribeTasks: ({ tasks: arns }) => ({
        tasks: (arns as string[]).map((taskArn) => ({
          taskArn,
          lastStatus: 'RUNNING',
          desiredStatus: 'RUNNING',
        })),
      }),
    });
    await expect(ecs.listUnstoppedTasks(busy)).resolves.toMatchObject([
      { taskArn: 'running' },
      { taskArn: 'stopping' },
    ]);
  });

  it('asks only for what was told to stop where ECS counts no task', async () => {
    const { ecs, asked } = ecsThatAnswers({ ListTasks: () => tasks() });
    await expect(ecs.listUnstoppedTasks(aHost())).resolves.toEqual([]);
    expect(asked).toEqual(['ListTasks']);
  });
});

describe('finding the container instance', () => {
  const ec2InstanceId = 'i-0123456789abcdef0';
  const registration = (containerInstanceArn: string, more: object) => ({
    containerInstanceArn,
    ec2InstanceId,
    status: 'ACTIVE',
    ...more,
  });

  it('succeeds where one cluster has it, although another refuses', async () => {
    const { ecs } = ecsThatAnswers({
      ListContainerInstances: ({ cluster }) =>
        cluster === 'secret' ? refusal('AccessDeniedException') : { containerInstanceArns: ['ci'] },
      DescribeContainerInstances: () => ({ containerInstances: [registration('ci', {})] }),
    });
    await expect(ecs.findContainerInstance(['secret', 'demo'], ec2InstanceId)).resolves.toMatchObject({
      clusterArn: 'demo',
    });
  });

  it('is unknown, not absent, where the others do not have it and one refuses', async () => {
    const { ecs } = ecsThatAnswers({
      ListContainerInstances: ({ cluster }) => (cluster === 'secret' ? refusal('AccessDeniedException') : {}),
    });
    await expect(ecs.findContainerInstance(['secret', 'demo'], ec2InstanceId)).rejects.toMatchObject({
      trouble: { code: 'AccessDeniedException', cause: 'permanent' },
    });
  });

  it.each([
    [
      'the agent',
      { agentConnected: true, runningTasksCount: 0 },
      { agentConnected: false, runningTasksCount: 9 },
    ],
    ['tasks', { agentConnected: false, runningTasksCount: 1 }, { agentConnected: false, registeredAt: 9 }],
    ['the later date', { registeredAt: 9 }, { registeredAt: 8 }],
  ])('takes, of two registrations, the one with %s', async (_, real, ghost) => {
    const { ecs } = ecsThatAnswers({
      ListContainerInstances: () => ({ containerInstanceArns: ['real', 'ghost'] }),
      DescribeContainerInstances: () => ({
        containerInstances: [registration('real', real), registration('ghost', ghost)],
      }),
    });
    await expect(ecs.findContainerInstance(['demo'], ec2InstanceId)).resolves.toMatchObject({
      containerInstanceArn: 'real',
    });
  });
});

describe('a container instance that is listed', () => {
  it('and not described, because that is refused, is unknown and not absent', async () => {
    const { ecs } = ecsThatAnswers({
      ListContainerInstances: () => ({ containerInstanceArns: ['ci'] }),
      DescribeContainerInstances: () => ({ failures: [{ arn: 'ci', reason: 'ACCESS_DENIED' }] }),
    });
    await expect(ecs.findContainerInstance(['demo'], 'i-00000001')).rejects.toMatchObject({
      trouble: { code: 'ACCESS_DENIED' },
    });
  });

  it('in two clusters is the one with the agent, whichever is asked first', async () => {
    const { ecs } = ecsThatAnswers({
      ListContainerInstances: ({ cluster }) => ({ containerInstanceArns: [`in-${String(cluster)}`] }),
      DescribeContainerInstances: ({ cluster }) => ({
        containerInstances: [
          {
            containerInstanceArn: `in-${String(cluster)}`,
            ec2InstanceId: 'i-00000001',
            agentConnected: cluster === 'web',
          },
        ],
      }),
    });
    await expect(ecs.findContainerInstance(['default', 'web'], 'i-00000001')).resolves.toMatchObject({
      clusterArn: 'web',
    });
  });

  it('in a cluster that was deleted is gone', async () => {
    const { ecs } = ecsThatAnswers({
      ListContainerInstances: () => refusal('ClusterNotFoundException'),
      DescribeContainerInstances: () => refusal('ClusterNotFoundException'),
    });
    await expect(ecs.describeContainerInstance('demo', 'ci')).resolves.toBeNull();
    await expect(ecs.findContainerInstance(['demo'], 'i-00000001')).resolves.toBeNull();
  });

  it('is looked for first where others were found', async () => {
    const clusters = Array.from({ length: 30 }, (_, n) => `c${n}`);
    const searched: unknown[] = [];
    const { ecs } = ecsThatAnswers({
      ListContainerInstances: ({ cluster }) => {
        searched.push(cluster);
        return { containerInstanceArns: cluster === 'c20' ? ['ci'] : [] };
      },
      DescribeContainerInstances: () => ({
        containerInstances: ['i-00000001', 'i-00000002'].map((ec2InstanceId) => ({
          containerInstanceArn: 'ci',
          ec2InstanceId,
          agentConnected: true,
        })),
      }),
    });
    await ecs.findContainerInstance(clusters, 'i-00000001');
    expect(searched).toHaveLength(30);
    await ecs.findContainerInstance(clusters, 'i-00000002');
    expect(searched).toHaveLength(31);
  });
});

describe('setting DRAINING', () => {
  it("tells each what became of its own instance, not of another's", async () => {
    const { ecs, asked } = ecsThatAnswers({
      UpdateContainerInstancesState: () => ({ failures: [{ arn: 'b', reason: 'INACTIVE' }] }),
    });
    const [a, b] = await Promise.allSettled([ecs.setDraining('demo', 'a'), ecs.setDraining('demo', 'b')]);
    expect(a.status).toBe('fulfilled');
    expect(b).toMatchObject({
      status: 'rejected',
      reason: { trouble: { code: 'INACTIVE', cause: 'permanent' } },
    });
    expect(asked).toHaveLength(1);
  });
});
