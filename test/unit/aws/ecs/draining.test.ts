import { ecsThatAnswers } from '../../../support/ecs-that-answers';

const arnOf = (n: number) => `arn:aws:ecs:eu-west-1:123456789012:container-instance/web/${n}`;

describe('the container instances of a cluster that are DRAINING', () => {
  it('are listed page by page, without one that was set back meanwhile', async () => {
    const listed: unknown[] = [];
    const { ecs, asked } = ecsThatAnswers({
      ListContainerInstances: (input) => {
        listed.push(input);
        return input['nextToken'] === undefined
          ? { containerInstanceArns: [arnOf(1), arnOf(2)], nextToken: 'more' }
          : { containerInstanceArns: [arnOf(3)] };
      },
      DescribeContainerInstances: ({ containerInstances }) => ({
        containerInstances: (containerInstances as string[]).map((containerInstanceArn) => ({
          containerInstanceArn,
          ec2InstanceId: `i-0000000${containerInstanceArn.at(-1) ?? ''}`,
          status: containerInstanceArn === arnOf(2) ? 'ACTIVE' : 'DRAINING',
        })), // what our own client sent
      }),
    });
    const found = await ecs.listDraining('web');
    expect(found.map(({ ec2InstanceId }) => ec2InstanceId)).toEqual(['i-00000001', 'i-00000003']);
    expect(listed).toEqual([
      { cluster: 'web', status: 'DRAINING', maxResults: 100 },
      { cluster: 'web', status: 'DRAINING', maxResults: 100, nextToken: 'more' },
    ]);
    expect(asked).toHaveLength(4);
  });

  it('are none where none is listed, and nothing is described', async () => {
    const { ecs, asked } = ecsThatAnswers({ ListContainerInstances: () => ({ containerInstanceArns: [] }) });
    await expect(ecs.listDraining('web')).resolves.toEqual([]);
    expect(asked).toEqual(['ListContainerInstances']);
  });
});
