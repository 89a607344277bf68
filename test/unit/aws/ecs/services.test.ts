import { ecsThatAnswers, refusal } from '../../../support/ecs-that-answers';

const web = { serviceName: 'web', status: 'ACTIVE' };
const describeWeb = async (answer: object) => {
  const { ecs } = ecsThatAnswers({ DescribeServices: () => answer });
  return ecs.describeServices('demo', ['web']);
};

describe('a service', () => {
  it.each([
    ['REPLICA', 100, 200],
    ['DAEMON', 0, 100],
  ])(
    '%s has the percentages that ECS takes where none are given',
    async (schedulingStrategy, least, most) => {
      await expect(describeWeb({ services: [{ ...web, schedulingStrategy }] })).resolves.toMatchObject([
        { minimumHealthyPercent: least, maximumPercent: most, hasLoadBalancer: false },
      ]);
    },
  );

  it('that was deleted still says how its last tasks stop, unless another has its name', async () => {
    const deleted = { ...web, status: 'INACTIVE', loadBalancers: [{ targetGroupArn: 'tg' }] };
    await expect(describeWeb({ services: [deleted] })).resolves.toMatchObject([{ hasLoadBalancer: true }]);
    await expect(describeWeb({ services: [deleted, web] })).resolves.toMatchObject([
      { hasLoadBalancer: false },
    ]);
  });

  it('is left out when it is not there', async () => {
    const arn = 'arn:aws:ecs:eu-central-1:123456789012:service/demo/web';
    await expect(describeWeb({ failures: [{ arn, reason: 'MISSING' }] })).resolves.toEqual([]);
    await expect(describeWeb(refusal('ClusterNotFoundException'))).resolves.toEqual([]);
  });

  it.each([
    ['is refused', { failures: [{ arn: 'service/demo/web', reason: 'ACCESS_DENIED' }] }, 'permanent'],
    ['is not mentioned', {}, 'transient'],
  ])('is unknown when it %s', async (_, answer, cause) => {
    await expect(describeWeb(answer)).rejects.toMatchObject({
      callError: { operation: 'ecs.DescribeServices', cause },
    });
  });
});

describe('a name that is blank', () => {
  it('is never asked for: it would fail the request that others share', async () => {
    const { ecs, asked } = ecsThatAnswers({
      DescribeServices: ({ services }) =>
        (services as string[]).every((name) => name.trim() !== '') // what our own client sent
          ? { services: [web] }
          : refusal('InvalidParameterException'),
    });
    await expect(ecs.describeServices('demo', ['', 'web', ' '])).resolves.toMatchObject([
      { serviceName: 'web' },
    ]);
    await expect(ecs.describeServices('demo', [''])).resolves.toEqual([]);
    expect(asked).toHaveLength(1);
  });
});

describe('a placement failure', () => {
  const unable =
    '(service web) was unable to place a task because no container instance met all of its needs.';
  const limit =
    "(service web) was unable to place a task. Reason: You've reached the limit on the number of tasks.";
  const started = '(service web) has started 2 tasks: (task a) (task b).';
  const steady = '(service web) has reached a steady state.';
  const stopped = '(service web) has stopped 1 running tasks: (task a).';

  it.each([
    ['is the last word', [unable], unable],
    ['comes in other words', [limit], limit],
    ['comes after better news', [unable, started, steady], unable],
    ['stands while the service says other things', [stopped, unable, started], unable],
    ['is over once tasks were started', [started, unable], undefined],
    ['is over in a steady state', [stopped, steady, unable], undefined],
    ['never was', [stopped], undefined],
    ['is not told without events', [], undefined],
  ])('%s', async (_, newestFirst, message) => {
    const events = newestFirst.map((text, age) => ({ id: text, createdAt: 1_000 - age, message: text }));
    const [service] = await describeWeb({ services: [{ ...web, events }] });
    expect(service?.placementFailure?.message).toBe(message);
  });

  it('tells when', async () => {
    const events = [{ id: '1', createdAt: 1_767_225_600, message: unable }];
    await expect(describeWeb({ services: [{ ...web, events }] })).resolves.toMatchObject([
      { placementFailure: { at: Date.UTC(2026, 0, 1) } },
    ]);
  });
});
