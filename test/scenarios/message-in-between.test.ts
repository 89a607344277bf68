import { startDrain } from '../../src/temporal/start-drain';
import { wakeSignal } from '../../src/workflows/drain.api';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';
import { statusesOf } from '../support/person';

/** Longer than any test here may take: a drain that is deaf until its next observation fails. */
const resyncSeconds = 600;

describe('a message that comes while the drain', () => {
  let scenario: Scenario;
  afterEach(() => scenario.stop());

  const ask = (
    ec2InstanceId: string,
    afterwards: 'stay-draining' | 'return-to-active',
    deadlineAt?: number,
  ) =>
    startDrain(
      scenario.client,
      { kind: 'operator-request', ec2InstanceId, by: 'ana', reason: 'a new kernel', afterwards, deadlineAt },
      scenario.aws,
    );

  it('looks is heard when the look is over', async () => {
    let whileObserving: () => Promise<unknown> = () => Promise.resolve();
    scenario = await startScenario({
      spec: { resyncSeconds },
      aws: { beforeAnswer: () => whileObserving().then() },
    });
    const { instanceIds } = scenario.createWorld({ standalone: [{ family: 'batch', ignoreSigterm: true }] });
    const [ec2InstanceId = ''] = instanceIds;
    await ask(ec2InstanceId, 'stay-draining');
    const heard = new Promise((resolve) => {
      whileObserving = async () => {
        const calls = scenario.ourCalls('UpdateContainerInstancesState', 'DescribeTasks');
        if (!calls.some(({ operation }) => operation === 'UpdateContainerInstancesState')) return;
        whileObserving = () => Promise.resolve();
        resolve(await ask(ec2InstanceId, 'stay-draining', Date.now() + 3000));
      };
    });
    await heard;
    await expect(scenario.drain(ec2InstanceId).result()).resolves.toMatchObject({
      outcome: 'deadline-reached',
    });
  });

  it('looks, and wakes it, is heeded by one more observation', async () => {
    let whileObserving: () => Promise<unknown> = () => Promise.resolve();
    scenario = await startScenario({
      spec: { resyncSeconds },
      aws: { beforeAnswer: () => whileObserving().then() },
    });
    const [leaving = ''] = scenario.createWorld({ standalone: [{ family: 'batch' }] }).instanceIds;
    const calls = (operation: string) => scenario.ourCalls(operation).length;
    whileObserving = async () => {
      // The observation after that lists the tasks, and then nothing changes.
      if (calls('UpdateContainerInstancesState') === 0) return;
      whileObserving = () => Promise.resolve();
      await scenario.drain(leaving).signal(wakeSignal);
    };
    await ask(leaving, 'stay-draining');
    // A listing describes what it found; only one more observation asks for that once more.
    const again = scenario.aws.record.until(() => calls('DescribeTasks') === 2, { timeoutMs: patienceMs });
    await expect(again).resolves.toBeDefined();
    await scenario.drain(leaving).terminate('seen');
  });

  it('tells its end, in vain, is heard at once', async () => {
    scenario = await startScenario({ outcomeTopic: 'drains-ended' });
    scenario.aws.faults.add({
      service: 'sns',
      operation: 'Publish',
      kind: 'error',
      code: 'InternalError',
      status: 500,
      message: 'not now',
    });
    const { instanceIds } = scenario.createWorld({ selfStarted: { agent: {} } });
    const [ec2InstanceId = ''] = instanceIds;
    await ask(ec2InstanceId, 'stay-draining');
    await scenario.untilStatus(ec2InstanceId, ({ outcome }) => outcome === 'drained-on-request');
    await ask(ec2InstanceId, 'return-to-active');
    await scenario.aws.record.until(
      (entry) => entry.kind === 'container-instance' && entry.status === 'DRAINING',
      { timeoutMs: patienceMs },
    );
    await scenario.aws.record.until(() => statusesOf(scenario, ec2InstanceId).at(-1) === 'ACTIVE', {
      timeoutMs: patienceMs,
    });
    expect(statusesOf(scenario, ec2InstanceId).slice(-2)).toEqual(['DRAINING', 'ACTIVE']);
    await scenario.drain(ec2InstanceId).terminate('seen');
  });
});
