import { WorkflowFailedError } from '@temporalio/client';
import { deepestMessage } from '../../src/temporal/errors';
import { hookName, startScenario, type Scenario } from '../support/scenario';
import { swept } from '../support/swept';

describe('a sweep to which AWS gives no answer', () => {
  let scenario: Scenario;
  beforeEach(async () => {
    scenario = await startScenario({ spec: { lifecycleHooks: [hookName] } });
  });
  afterEach(() => scenario.stop());

  const operation = 'DescribeAutoScalingInstances';

  /** An instance that waits and that no message told of, while Auto Scaling answers with this error. */
  const waitingWhile = async (code: string, status: number): Promise<string> => {
    const [leaving = ''] = scenario.createWorld().instanceIds;
    scenario.aws.faults.add({ kind: 'notification-lost' });
    await scenario.terminate(leaving);
    scenario.aws.faults.add({
      service: 'autoscaling',
      operation,
      kind: 'error',
      code,
      status,
      message: 'no',
    });
    return leaving;
  };

  const failure = (): Promise<unknown> => swept(scenario).catch((reason: unknown) => reason);

  it.each([
    ['because nobody may read it, fails at once and says what was refused', 'AccessDenied', 403, 1],
    // Five attempts, each of two calls.
    ['because it is down, fails after some attempts', 'InternalFailure', 500, 10],
  ])('%s; the next one does what it could not', async (_, code, status, calls) => {
    const leaving = await waitingWhile(code, status);
    const error = await failure();
    expect(error).toBeInstanceOf(WorkflowFailedError);
    expect(deepestMessage(error)).toBe(`autoscaling.${operation}: ${code}: no`);
    expect(scenario.ourCalls(operation)).toHaveLength(calls);

    scenario.aws.faults.clear();
    await expect(swept(scenario)).resolves.toMatchObject({ started: [{ ec2InstanceId: leaving }] });
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'drained' });
  });
});
