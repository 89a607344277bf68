import { ecsThatAnswers, refusal } from '../../../support/ecs-that-answers';

const groupArn = (name: string) =>
  `arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:3b1d0f4e:autoScalingGroupName/${name}`;
const provider = (name: string, autoScalingGroupArn: string) => ({
  name,
  autoScalingGroupProvider: { autoScalingGroupArn },
});
const clusters = [
  { clusterArn: 'cluster/web', capacityProviders: ['p-web', 'FARGATE'] },
  { clusterArn: 'cluster/batch', capacityProviders: ['p-batch', 'p-shared'] },
  { clusterArn: 'cluster/plain' },
];

describe('the clusters of groups', () => {
  it('are those whose capacity providers are made of the group, page after page', async () => {
    const pages = [
      { capacityProviders: [provider('p-web', groupArn('team/web')), { name: 'FARGATE' }], nextToken: '1' },
      { capacityProviders: [provider('p-batch', 'batch'), provider('p-idle', groupArn('idle'))] },
    ];
    const { ecs } = ecsThatAnswers({
      DescribeCapacityProviders: ({ nextToken }) => pages[Number(nextToken ?? 0)],
      DescribeClusters: () => ({ clusters }),
    });
    await expect(ecs.clustersOfGroups(['web', 'batch', 'plain'])).resolves.toEqual(
      new Map([
        ['team/web', ['cluster/web']],
        ['batch', ['cluster/batch']],
      ]),
    );
  });

  it('are asked for a hundred at a time, and not at all where no group is a capacity provider', async () => {
    const sizes: number[] = [];
    const answers = {
      DescribeCapacityProviders: () => ({ capacityProviders: [provider('p-web', groupArn('web'))] }),
      DescribeClusters: ({ clusters: asked }: Record<string, unknown>) => {
        sizes.push((asked as unknown[]).length); // what our own client sent
        return {};
      },
    };
    const many = Array.from({ length: 130 }, (_, n) => `c${n}`);
    await ecsThatAnswers(answers).ecs.clustersOfGroups(many);
    await ecsThatAnswers({ ...answers, DescribeCapacityProviders: () => ({}) }).ecs.clustersOfGroups(many);
    expect(sizes).toEqual([100, 30]);
  });

  it('are unknown where ECS refuses', async () => {
    const { ecs } = ecsThatAnswers({ DescribeCapacityProviders: () => refusal('AccessDeniedException') });
    await expect(ecs.clustersOfGroups(['web'])).rejects.toMatchObject({
      callError: { operation: 'ecs.DescribeCapacityProviders', cause: 'permanent' },
    });
  });
});
