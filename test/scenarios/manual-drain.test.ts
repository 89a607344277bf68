import { DetachInstancesCommand } from '@aws-sdk/client-auto-scaling';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { personIn, statusesOf, type Person } from '../support/person';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';

describe('a drain that an operator asks for, of an instance that nobody terminates', () => {
  let scenario: Scenario;
  let person: Person;
  beforeAll(async () => {
    scenario = await startScenario();
    person = personIn(scenario);
  });
  afterAll(async () => {
    person.leave();
    await scenario.stop();
  });

  const lifecycleCalls = () => scenario.ourCalls('CompleteLifecycleAction', 'RecordLifecycleActionHeartbeat');

  it('leaves it empty and DRAINING, in service for Auto Scaling', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      cluster: 'stays',
      instances: 2,
      services: [{ name: 'web', desiredCount: 2, stopSeconds: 0.5 }],
      selfStarted: { 'node-agent': { stopSeconds: 0.5 } },
    });
    const [asked = ''] = world.instanceIds;
    await person.askForDrain(asked);

    await expect(scenario.drain(asked).result()).resolves.toMatchObject({ outcome: 'drained-on-request' });
    expect(statusesOf(scenario, asked)).toEqual(['ACTIVE', 'DRAINING']);
    expect(aws.ecs.hosts.on(asked).tasks.size).toBe(0);
    expect(aws.autoScaling.findInstance(asked)?.state).toBe('InService');
    expect(aws.ecs.state.clusters.get('stays')?.services.get('web')?.tasks.size).toBe(2);
    expect(lifecycleCalls()).toEqual([]);
  });

  it('returns it to ACTIVE where the operator wished that, and services place tasks there again', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      cluster: 'repermits',
      instances: 2,
      services: [{ name: 'web', desiredCount: 2, stopSeconds: 0.5 }],
    });
    const [asked = ''] = world.instanceIds;
    await person.askForDrain(asked, 'return-to-active');

    await expect(scenario.drain(asked).result()).resolves.toMatchObject({ outcome: 'returned-to-active' });
    expect(statusesOf(scenario, asked)).toEqual(['ACTIVE', 'DRAINING', 'ACTIVE']);
    const afterSeq = aws.record.entries.length;
    await person.ecs.send(
      new UpdateServiceCommand({ cluster: 'repermits', service: 'web', desiredCount: 4 }),
    );
    await aws.record.until(
      (entry) => entry.kind === 'task' && entry.ec2InstanceId === asked && entry.desiredStatus === 'RUNNING',
      { afterSeq, timeoutMs: patienceMs },
    );
    expect(lifecycleCalls()).toEqual([]);
  });

  it('needs no Auto Scaling group', async () => {
    const world = scenario.createWorld({ cluster: 'groupless', selfStarted: { 'lone-agent': {} } });
    const [asked = ''] = world.instanceIds;
    await person.autoScaling.send(
      new DetachInstancesCommand({
        AutoScalingGroupName: world.group,
        InstanceIds: [asked],
        ShouldDecrementDesiredCapacity: true,
      }),
    );
    await person.askForDrain(asked);

    await expect(scenario.drain(asked).result()).resolves.toMatchObject({
      outcome: 'drained-on-request',
      tasksStopped: 1,
    });
    expect(statusesOf(scenario, asked)).toEqual(['ACTIVE', 'DRAINING']);
    expect(lifecycleCalls()).toEqual([]);
    expect(scenario.findings()).toEqual([]);
  });
});
