import { EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { announcements, sendToStarter } from '../support/event-rules';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';

describe('an instance whose end EC2 announces, and no hook does', () => {
  let scenario: Scenario;
  let ec2: EC2Client;
  beforeAll(async () => {
    scenario = await startScenario();
    await sendToStarter(scenario, announcements);
    ec2 = new EC2Client(scenario.accessAs('PERSON'));
  });
  afterAll(async () => {
    ec2.destroy();
    await scenario.stop();
  });

  const statusesOf = (ec2InstanceId: string) =>
    scenario.aws.record.entries.flatMap((entry) =>
      entry.kind === 'container-instance' && entry.ec2InstanceId === ec2InstanceId ? entry.status : [],
    );

  it('is drained before its retirement, as is every instance that the same event names', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      cluster: 'retiring',
      instances: 3,
      services: [{ name: 'web', desiredCount: 3, stopSeconds: 0.5 }],
    });
    const [first = '', second = '', third = ''] = world.instanceIds;
    const notBefore = new Date(Math.ceil(aws.clock.now() / 1000) * 1000 + 3_600_000);
    aws.ec2.scheduleChange([first, second], { code: 'instance-retirement', notBefore });

    for (const retiring of [first, second]) {
      await expect(scenario.result(retiring)).resolves.toMatchObject({ outcome: 'drained-without-hook' });
      const { reclaimedByEc2 } = await scenario.untilStatus(retiring, () => true);
      expect(reclaimedByEc2).toEqual({ cause: 'scheduled-change', deadlineAt: notBefore.getTime() });
      expect(aws.ecs.hosts.on(retiring).tasks.size).toBe(0);
    }
    await expect(scenario.drain(third).describe()).rejects.toThrow('not found');
    expect(aws.ecs.state.clusters.get('retiring')?.services.get('web')?.tasks.size).toBe(3);
  });

  it('is set to DRAINING when somebody stops it, so that its services start elsewhere', async () => {
    const world = scenario.createWorld({
      cluster: 'stopped',
      instances: 2,
      services: [{ name: 'api', desiredCount: 2 }],
    });
    const [stopped = ''] = world.instanceIds;
    await ec2.send(new StopInstancesCommand({ InstanceIds: [stopped] }));
    await expect(scenario.result(stopped)).resolves.toMatchObject({ outcome: 'drained-without-hook' });
    expect(statusesOf(stopped)).toEqual(['ACTIVE', 'DRAINING']);
  });

  it('is drained by the end of its two minutes, what runs on is told to stop in time', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      cluster: 'endless',
      spot: true,
      standalone: [{ family: 'endless', stopSeconds: 0.5 }],
    });
    const [taken = ''] = world.instanceIds;
    aws.ec2.interrupt(taken, { action: 'stop', noticeSeconds: 110 });
    const { deadline } = await scenario.untilStatus(taken, ({ phase }) => phase === 'wait-for-tasks');
    expect(deadline).toMatchObject({ setBy: 'ec2' });
    expect((deadline?.at ?? 0) - aws.clock.now()).toBeLessThanOrEqual(120_000);
    const status = await scenario.untilStatus(taken, ({ tasks = [] }) => tasks.length === 1);
    // Its stop timeout of 30 s, and some room.
    expect(status.tasks).toMatchObject([{ until: (deadline?.at ?? 0) - 45_000 }]);
    await scenario.drain(taken).cancel();
    await expect(scenario.drain(taken).result()).rejects.toThrow('cancelled');
  });

  it('stays DRAINING after a cancel: it is going; and what EC2 says next starts nothing', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      cluster: 'cancelled',
      spot: true,
      standalone: [{ family: 'job' }],
    });
    const [taken = ''] = world.instanceIds;
    aws.ec2.interrupt(taken, { action: 'terminate', noticeSeconds: 6 });
    await scenario.untilStatus(taken, ({ phase }) => phase === 'wait-for-tasks');
    await scenario.drain(taken).cancel();
    await expect(scenario.drain(taken).result()).rejects.toThrow('cancelled');
    const { seq } = await aws.record.until(
      (entry) => entry.kind === 'event' && entry.event.detail['state'] === 'terminated',
      { timeoutMs: patienceMs },
    );
    await aws.record.until((entry) => entry.kind === 'lambda' && entry.change.what === 'succeeded', {
      afterSeq: seq,
      timeoutMs: patienceMs,
    });
    expect((await scenario.drain(taken).describe()).status.name).toBe('CANCELLED');
    expect(statusesOf(taken).slice(0, 2)).toEqual(['ACTIVE', 'DRAINING']);
  });

  it('has no lifecycle action completed that is not there', () => {
    expect(scenario.ourCalls('CompleteLifecycleAction')).toEqual([]);
  });
});
