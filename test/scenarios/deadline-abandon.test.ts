import { AutoScalingClient, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { ourHook } from '../support/our-hook';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';
import { completionOf, endOf } from '../support/task-life';

describe('a deadline at which the spec abandons', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const stuckWorld = (cluster: string) =>
    scenario.createWorld({
      cluster,
      hooks: [ourHook(scenario, { deadlineSeconds: 4, onDeadline: 'abandon' })],
      standalone: [{ family: 'stuck', ignoreSigterm: true, stopTimeoutSeconds: 120 }],
    });

  it('keeps the instance and what runs on it, where the group retains abandoned instances', async () => {
    const { aws } = scenario;
    const { group, instanceIds } = stuckWorld('retains');
    const [leaving = ''] = instanceIds;
    const person = new AutoScalingClient(scenario.accessAs('PERSON'));
    await person.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: group,
        InstanceLifecyclePolicy: { RetentionTriggers: { TerminateHookAbandon: 'retain' } },
      }),
    );
    person.destroy();
    await scenario.terminate(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'abandoned' });

    await aws.record.until(
      (entry) =>
        entry.kind === 'instance' &&
        entry.instanceId === leaving &&
        entry.lifecycleState === 'Terminating:Retained',
      { timeoutMs: patienceMs },
    );
    expect(endOf(aws, leaving, 'stuck').stoppedAt).toBeUndefined();
    const ended = aws.record.entries.filter(
      (entry) => entry.kind === 'container-ended' && entry.ec2InstanceId === leaving,
    );
    expect(ended).toEqual([]);
  });

  it('continues and says why, where the group would end the instance all the same', async () => {
    const [leaving = ''] = stuckWorld('does-not').instanceIds;
    await scenario.terminate(leaving);

    const status = await scenario.untilStatus(leaving, ({ conditions }) =>
      conditions.some(({ type }) => type === 'AbandonRefused'),
    );
    expect(status.deadline).toMatchObject({ result: 'CONTINUE' });

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'deadline-reached' });
    expect(completionOf(scenario.aws, leaving)).toMatchObject({ result: 'CONTINUE' });
  });
});
