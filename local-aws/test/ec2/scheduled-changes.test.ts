import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { adminClient, createWorld, type World } from '../../src/index';
import { first, useTestAws } from '../support/aws';
import { refusal } from '../support/errors';
import { eventsOf } from '../support/events';

const test = useTestAws();
let world: World;
beforeEach(() => {
  world = createWorld(test.aws, { cluster: 'demo', instances: 7 });
});

const statuses = async (input: object = {}) =>
  (await test.ec2.send(new DescribeInstanceStatusCommand(input))).InstanceStatuses ?? [];
const notBefore = new Date('2026-01-15T04:00:00Z');
const notAfter = new Date('2026-01-15T06:00:00Z');

it('shows in the status of its instances', async () => {
  const [a = '', b = ''] = world.instanceIds;
  await adminClient(test.aws.url).scheduleChange([a, b], { code: 'instance-retirement', notBefore });
  const [found, ...others] = await statuses({
    Filters: [{ Name: 'event.code', Values: ['instance-retirement'] }],
  });
  expect(others).toMatchObject([{ InstanceId: b }]);
  expect(found).toEqual({
    InstanceId: a,
    AvailabilityZone: 'eu-west-1a',
    Events: [
      {
        InstanceEventId: expect.stringMatching(/^instance-event-0[0-9a-f]{16}$/) as string,
        Code: 'instance-retirement',
        Description: 'The instance is running on degraded hardware',
        NotBefore: notBefore,
      },
    ],
    InstanceState: { Code: 16, Name: 'running' },
    SystemStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] },
    InstanceStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] },
  });
});

it('is told by AWS Health in one event for all of them', async () => {
  const ids = world.instanceIds.slice(0, 2);
  await adminClient(test.aws.url).scheduleChange(ids, { code: 'system-maintenance', notBefore, notAfter });
  expect(eventsOf(test.aws, 'AWS Health Event')).toMatchObject([
    {
      source: 'aws.health',
      resources: ids,
      detail: {
        service: 'EC2',
        eventTypeCategory: 'scheduledChange',
        eventScopeCode: 'ACCOUNT_SPECIFIC',
        startTime: 'Thu, 15 Jan 2026 04:00:00 GMT',
        endTime: 'Thu, 15 Jan 2026 06:00:00 GMT',
        affectedAccount: '123456789012',
        affectedEntities: ids.map((entityValue) => ({ entityValue })),
      },
    },
  ]);
});

it('a retirement stops its instance at that time', async () => {
  const id = first(world.instanceIds);
  test.aws.ec2.scheduleChange(id, {
    code: 'instance-retirement',
    notBefore: new Date(test.clock.now() + 60_000),
  });
  test.clock.advanceBy(60_000);
  const { Reservations } = await test.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  expect(first(first(Reservations).Instances).State?.Name).toBe('stopping');
});

it('answers running instances only, unless told otherwise', async () => {
  const id = first(world.instanceIds);
  await test.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  expect(await statuses({ InstanceIds: [id] })).toEqual([]);
  expect(await statuses({ InstanceIds: [id], IncludeAllInstances: true })).toMatchObject([
    { InstanceId: id, InstanceState: { Name: 'shutting-down' } },
  ]);
  const shuttingDown = [{ Name: 'instance-state-name', Values: ['shutting-down'] }];
  expect(await statuses({ IncludeAllInstances: true, Filters: shuttingDown })).toHaveLength(1);
});

it('answers in pages, and refuses what it does not know', async () => {
  const page = await test.ec2.send(new DescribeInstanceStatusCommand({ MaxResults: 5 }));
  expect(page.InstanceStatuses).toHaveLength(5);
  expect(await statuses({ NextToken: page.NextToken, MaxResults: 5 })).toHaveLength(2);
  const InstanceIds = [first(world.instanceIds)];
  expect((await refusal(statuses({ InstanceIds, MaxResults: 5 }))).name).toBe('InvalidParameterCombination');
  expect((await refusal(statuses({ InstanceIds: ['i-00000000000000000'] }))).name).toBe(
    'InvalidInstanceID.NotFound',
  );
});
