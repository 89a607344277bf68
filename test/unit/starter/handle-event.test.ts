import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { handleEvent } from '../../../src/starter/handle-event';
import { signal, topicArn } from '../../support/looks';

const record = (EC2InstanceId: string) => ({
  Sns: {
    MessageId: EC2InstanceId,
    TopicArn: topicArn,
    Message: JSON.stringify({
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      AutoScalingGroupName: signal.autoScalingGroupName,
      LifecycleHookName: signal.lifecycleHookName,
      LifecycleActionToken: signal.lifecycleActionToken,
      EC2InstanceId,
    }),
  },
});

/** What Temporal's server would not do on demand: take some workflows and refuse others. */
function temporalThatRefuses(refused: string): { client: () => Promise<Client>; taken: string[] } {
  const taken: string[] = [];
  const workflow = {
    getHandle: (workflowId: string) => ({
      describe: () => Promise.reject(new WorkflowNotFoundError('none yet', workflowId, undefined)),
    }),
    signalWithStart: (_type: string, { workflowId }: { workflowId: string }) => {
      if (workflowId === `drain-${refused}`) return Promise.reject(new Error('unavailable'));
      taken.push(workflowId);
      return Promise.resolve();
    },
  };
  const options = { namespace: 'default' };
  const client = { options, workflow, withDeadline: (_at: number, call: () => unknown) => call() };
  return { client: () => Promise.resolve(client as unknown as Client), taken }; // as much of it as the starter uses
}

function aLog() {
  const lines: string[] = [];
  const write = (level: string) => (message: string, fields: Record<string, unknown>) =>
    void lines.push(`${level} ${message} ${String(fields['recordId'])}`);
  return { lines, info: write('info'), error: write('error') };
}

describe('an event of several records', () => {
  it('has the good ones started when one is poisonous', async () => {
    const { client, taken } = temporalThatRefuses('');
    const log = aLog();
    const event = { Records: [{ Sns: { TopicArn: topicArn, Message: 'poison' } }, record('i-00000001')] };
    await expect(handleEvent(event, client, log)).resolves.toEqual({
      started: ['drain-i-00000001'],
      ignored: 0,
      malformed: 1,
    });
    expect(taken).toEqual(['drain-i-00000001']);
    expect(log.lines).toEqual(['error message malformed record 0', 'info drain asked for i-00000001']);
  });

  it('has the others started, and is tried again, when Temporal refuses one', async () => {
    const { client, taken } = temporalThatRefuses('i-00000002');
    const event = { Records: ['i-00000001', 'i-00000002', 'i-00000003'].map(record) };
    await expect(handleEvent(event, client, aLog())).rejects.toThrow('Temporal did not take 1 of 3 records');
    expect(taken).toEqual(['drain-i-00000001', 'drain-i-00000003']);
  });

  it('is tried again when there is no connection to Temporal', async () => {
    const none = () => Promise.reject(new Error('connection refused'));
    await expect(handleEvent({ Records: [record('i-00000001')] }, none, aLog())).rejects.toThrow(
      'connection refused',
    );
  });

  it('needs no connection when there is nothing to start', async () => {
    const none = () => Promise.reject(new Error('connection refused'));
    const test = { Sns: { TopicArn: topicArn, Message: '{"Event":"autoscaling:TEST_NOTIFICATION"}' } };
    await expect(handleEvent({ Records: [test] }, none, aLog())).resolves.toEqual({
      started: [],
      ignored: 1,
      malformed: 0,
    });
  });
});
