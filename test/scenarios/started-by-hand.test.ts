import { startScenario, type Scenario } from '../support/scenario';
import { noticeSignal } from '../../src/workflows/drain.api';

describe('a drain started by hand', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it.each([[[]], [['i-0123456789abcdef0']], [[{}]], [[{ ec2InstanceId: 'i-1] or true' }]]])(
    'with input %j fails with a message that says what it expects, and does not lie in the way of a true message',
    async (args) => {
      const world = scenario.createWorld({ cluster: `hand-${Math.random().toString(36).slice(2)}` });
      const [leaving = ''] = world.instanceIds;
      const workflowId = scenario.drain(leaving).workflowId;
      const { taskQueue } = scenario;

      const started = await scenario.client.workflow.start('drainInstance', { workflowId, taskQueue, args });
      await expect(started.result()).rejects.toMatchObject({
        cause: { type: 'BadInput', message: expect.stringContaining('expected one argument') as string },
      });

      await scenario.terminate(leaving);
      await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    },
  );

  it('without a signal ends saying so, and a signal that is none is ignored', async () => {
    const world = scenario.createWorld({ cluster: 'nothing-asked' });
    const [ec2InstanceId = ''] = world.instanceIds;
    const started = await scenario.client.workflow.signalWithStart('drainInstance', {
      workflowId: scenario.drain(ec2InstanceId).workflowId,
      taskQueue: scenario.taskQueue,
      args: [{ ec2InstanceId }],
      signal: noticeSignal.name,
      signalArgs: [{ kind: 'nonsense' }],
    });
    await expect(started.result()).resolves.toMatchObject({ outcome: 'nothing-asked' });
  });
});
