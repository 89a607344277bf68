import type { RecordEntry } from '@ecs-drain/local-aws';
import { drainAccessKeyId } from '../../dev/local-stack';
import { terminateUnheard } from '../support/late-message';
import { hookName, patienceMs, startScenario, type Scenario } from '../support/scenario';
import { swept } from '../support/swept';

describe('an outcome, once it is known,', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ outcomeTopic: 'drains-ended', spec: { lifecycleHooks: [hookName] } });
  });
  afterAll(() => scenario.stop());

  /** SNS takes no outcome until the function that is returned is called. */
  const failPublishing = () =>
    scenario.aws.faults.add({
      service: 'sns',
      operation: 'Publish',
      caller: drainAccessKeyId,
      kind: 'error',
      code: 'InternalError',
      status: 500,
    });
  const aWorld = (cluster: string) =>
    scenario.createWorld({ cluster, selfStarted: { [`${cluster}-agent`]: {} } });
  const isPublish = (entry: RecordEntry) =>
    entry.kind === 'call' && entry.operation === 'Publish' && entry.caller === drainAccessKeyId;
  const untilPublishing = (afterSeq: number) =>
    scenario.aws.record.until(isPublish, { timeoutMs: patienceMs, afterSeq });
  const now = () => scenario.aws.record.entries.length;
  const outcomesPublished = (ec2InstanceId: string) =>
    scenario
      .ourCalls('Publish')
      .filter(({ outcome, input }) => outcome.kind === 'ok' && JSON.stringify(input).includes(ec2InstanceId))
      .map(({ input }) => /outcome[^a-z]*([a-z-]+)/.exec(JSON.stringify(input))?.[1]);

  it('is not changed by a cancel while it is being published', async () => {
    const world = aWorld('cancelled-late');
    const [leaving = ''] = world.instanceIds;
    const lift = failPublishing();
    await scenario.terminate(leaving);
    await untilPublishing(0);
    await scenario.drain(leaving).cancel();
    await untilPublishing(now());
    lift();
    await expect(scenario.result(leaving)).resolves.toMatchObject({
      outcome: 'drained',
      completedHooks: [`${world.group}/${hookName}`],
    });
    const { status } = await scenario.drain(leaving).describe();
    expect(status.name).toBe('COMPLETED');
    expect(outcomesPublished(leaving)).toEqual(['drained']);
  });

  it('is not changed by the message of its own wait, which arrives after the sweep has found it and while it is published', async () => {
    const world = aWorld('told-late');
    const [leaving = ''] = world.instanceIds;
    const sendAfterAll = await terminateUnheard(scenario, world, leaving);
    const lift = failPublishing();
    const beforeSweep = now();
    await swept(scenario);
    await untilPublishing(beforeSweep);
    await scenario.untilTerminated(leaving);

    const beforeMessage = now();
    await sendAfterAll();
    await scenario.aws.record.until((entry) => entry.kind === 'lambda' && entry.change.what === 'succeeded', {
      afterSeq: beforeMessage,
      timeoutMs: patienceMs,
    });
    await untilPublishing(now());
    lift();
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({
      outcome: 'drained',
      completedHooks: [`${world.group}/${hookName}`],
    });
    expect(outcomesPublished(leaving)).toEqual(['drained']);
  });

  it('names the hook whose completion took effect, where the answer of AWS is lost', async () => {
    const world = aWorld('unanswered');
    const [leaving = ''] = world.instanceIds;
    scenario.aws.faults.add({
      service: 'autoscaling',
      operation: 'CompleteLifecycleAction',
      kind: 'timeout',
      afterEffect: true,
      times: 1,
    });
    await scenario.terminate(leaving);
    await expect(scenario.result(leaving)).resolves.toMatchObject({
      outcome: 'drained',
      completedHooks: [`${world.group}/${hookName}`],
    });
  });
});
