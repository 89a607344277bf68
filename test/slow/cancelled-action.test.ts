import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { createWorld, type CallFault } from '@ecs-drain/local-aws';
import { Client, Connection } from '@temporalio/client';
import { drainAccessKeyId, startLocalStack, type LocalStack } from '../../dev/local-stack';
import { temporalAddress } from '../support/provided';
import { quietRuntime } from '../support/quiet';
import { callsOf, patienceMs } from '../support/scenario';
import type { stopsTasks } from '../support/workflows/acts-until-cancelled';

jest.setTimeout(patienceMs);

describe('an action that is cancelled while a call is under way', () => {
  let connection: Connection;
  let client: Client;
  let stack: LocalStack;
  beforeAll(async () => {
    quietRuntime();
    const address = temporalAddress();
    connection = await Connection.connect({ address });
    client = new Client({ connection });
    stack = await startLocalStack({
      temporal: { address, namespace: 'default', client },
      workflows: { workflowsPath: path.resolve(__dirname, '../support/workflows/acts-until-cancelled.ts') },
    });
    await stack.startWorker();
  });
  afterAll(async () => {
    await stack.stop();
    await connection.close();
  });

  const calls = () => callsOf(stack.aws, drainAccessKeyId, ['StopTask']);

  /** Cancels once both calls are under way; answers how the action ended, its tasks and the calls that were sent. */
  async function cancelled(cluster: string, fault: Pick<CallFault, 'kind'> & Partial<CallFault>) {
    const world = createWorld(stack.aws, { cluster, standalone: [{ family: 'job', count: 2 }] });
    const taskArns = [...(stack.aws.ecs.state.clusters.get(world.cluster)?.tasks.keys() ?? [])];
    const endFault = stack.aws.faults.add({ service: 'ecs', operation: 'StopTask', ...fault } as CallFault); // its kind says which
    const sentBefore = calls().length;
    const underWay = stack.aws.record.until(() => calls().length >= sentBefore + 2, {
      timeoutMs: patienceMs,
    });
    const handle = await client.workflow.start<typeof stopsTasks>('stopsTasks', {
      workflowId: `cancelled-${randomUUID()}`,
      taskQueue: stack.taskQueue,
      args: [{ kind: 'stop-tasks', clusterArn: world.cluster, taskArns, reason: 'test' }],
    });
    await underWay;
    await handle.cancel();
    const ended = await handle.result();
    endFault();
    return { ended, taskArns, sent: calls().length - sentBefore };
  }

  it('ends once AWS has failed to answer, sends nothing more, and says what had left', async () => {
    const { ended, taskArns, sent } = await cancelled('silent', { kind: 'timeout' });
    const left = taskArns.map((taskArn) => ({ operation: 'ecs.StopTask', taskArn, answer: 'none' }));
    expect(ended).toEqual({ cancelled: { left: expect.arrayContaining(left) as unknown } });
    expect(sent).toBe(2);
  });

  it('ends with its result where AWS answers', async () => {
    const { ended, sent } = await cancelled('slow', { kind: 'slow', latencyMs: 3_000, on: 'machine' });
    expect(ended).toEqual({ result: 'done' });
    expect(sent).toBe(2);
  });

  it('ends before the SDK sends again what AWS refused', async () => {
    const { ended, taskArns } = await cancelled('refusing', { kind: 'throttle' });
    // The cancellation may come after the first refusal or the second: in any case the action is not tried again.
    const left = taskArns.map((taskArn) => ({ operation: 'ecs.StopTask', taskArn, answer: 'refused' }));
    expect(ended).toEqual({ cancelled: { left: expect.arrayContaining(left) as unknown } });
  });
});
