import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { listen } from '../../src/starter/listen';
import { TemporalLink } from '../../src/starter/temporal-link';
import { startScenario, type Scenario } from '../support/scenario';
import { quietHost } from '../support/starter-host';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';

const newInstanceId = () => `i-0${randomUUID().replaceAll('-', '').slice(0, 16)}`;

const lifecycleAction = (EC2InstanceId: string) => ({
  LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
  AutoScalingGroupName: 'group',
  LifecycleHookName: 'drain',
  LifecycleActionToken: randomUUID(),
  EC2InstanceId,
});

describe('the starter that listens to a queue', () => {
  const before = { ...process.env };
  let scenario: Scenario;
  let proxy: TcpProxy;
  let sqs: SQSClient;
  let queueUrl: string;
  let link: TemporalLink;
  let stop: AbortController;
  let listening: Promise<void>;
  const errors: string[] = [];

  beforeAll(async () => {
    scenario = await startScenario({ worker: false });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: scenario.aws.url,
      AWS_REGION: scenario.aws.region,
      AWS_ACCESS_KEY_ID: 'LISTENER',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    proxy = await startTcpProxy(scenario.temporalAddress);
    sqs = new SQSClient(scenario.accessAs('PERSON'));
    const Attributes = { VisibilityTimeout: '3' };
    const created = await sqs.send(new CreateQueueCommand({ QueueName: 'leaving', Attributes }));
    queueUrl = created.QueueUrl ?? '';
    link = new TemporalLink(() =>
      Promise.resolve({ namespace: 'default', connectionOptions: { address: proxy.address } }),
    );
    stop = new AbortController();
    const host = {
      ...quietHost(scenario.client),
      temporal: link,
      log: { info: () => undefined, error: (message: string) => void errors.push(message) },
    };
    listening = listen({ queueUrl, host, stop: stop.signal });
  });
  afterAll(async () => {
    process.env = before;
    stop.abort();
    await listening;
    await link.close();
    await proxy.close();
    sqs.destroy();
    await scenario.stop();
  });

  const send = (body: object | string) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );

  /** Asked as often as there is news of the queue. */
  const untilEmpty = async (): Promise<void> => {
    for (;;) {
      const seen = scenario.aws.record.entries.length;
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      if (Object.values(Attributes).every((count) => count === '0')) return;
      await scenario.aws.record.until((entry) => entry.kind === 'call' && entry.caller === 'LISTENER', {
        afterSeq: seen,
        timeoutMs: 30_000,
      });
    }
  };

  const isRunning = async (id: string) => (await scenario.drain(id).describe()).status.name === 'RUNNING';

  it('starts drains for messages of every form, and is done with those that are none', async () => {
    const { accountId, region } = scenario.aws;
    const [bare, wrapped, bus] = [newInstanceId(), newInstanceId(), newInstanceId()];
    await send(lifecycleAction(bare));
    await send('poison');
    await send({
      Type: 'Notification',
      MessageId: randomUUID(),
      TopicArn: `arn:aws:sns:${region}:${accountId}:leaving`,
      Message: JSON.stringify(lifecycleAction(wrapped)),
    });
    await send({
      version: '0',
      id: randomUUID(),
      'detail-type': 'EC2 Instance-terminate Lifecycle Action',
      source: 'aws.autoscaling',
      account: accountId,
      region,
      time: new Date().toISOString(),
      resources: [],
      detail: lifecycleAction(bus),
    });
    await untilEmpty();
    await expect(Promise.all([bare, wrapped, bus].map(isRunning))).resolves.toEqual([true, true, true]);
    expect(errors).toEqual(['message malformed']);
  });

  it('survives that SQS and Temporal are down: what came meanwhile is not lost', async () => {
    const endFault = scenario.aws.faults.add({
      service: 'sqs',
      kind: 'error',
      code: 'InternalFailure',
      status: 500,
      caller: 'LISTENER',
    });
    proxy.fallSilent();
    const leaving = newInstanceId();
    await send(lifecycleAction(leaving));
    const { seq } = await scenario.aws.record.until(
      (entry) => entry.kind === 'call' && entry.operation === 'ReceiveMessage' && entry.fault !== undefined,
      { timeoutMs: 30_000 },
    );
    endFault();
    // Tried in vain, and put back for later.
    await scenario.aws.record.until(
      (entry) => entry.kind === 'call' && entry.operation === 'ChangeMessageVisibilityBatch',
      { afterSeq: seq, timeoutMs: 30_000 },
    );
    expect(errors).toContain('record failed, to be tried again');
    await expect(scenario.drain(leaving).describe()).rejects.toThrow();
    proxy.speakAgain();
    await untilEmpty();
    await expect(isRunning(leaving)).resolves.toBe(true);
  });

  it('stops at once when nothing is under way, and ends where there is no such queue', async () => {
    const aborted = Date.now();
    stop.abort();
    await listening;
    expect(Date.now() - aborted).toBeLessThan(5_000);
    const nowhere = {
      queueUrl: `${queueUrl}-not`,
      host: quietHost(scenario.client),
      stop: new AbortController().signal,
    };
    await expect(listen(nowhere)).rejects.toThrow(/queue/i);
  });
});
