import { randomUUID } from 'node:crypto';
import { steppedClock, type RecordEntry, type SteppedClock } from '@ecs-drain/local-aws';
import { handleEvent, type StarterResult } from '../../src/starter/handle-event';
import type { StarterHost } from '../../src/starter/host';
import { TemporalLink } from '../../src/starter/temporal-link';
import { hookName, startScenario, type Scenario } from '../support/scenario';
import { quietHost } from '../support/starter-host';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';

/** So long an attempt may take here. */
const attemptMs = 2_000;

describe('while the starter is out of luck', () => {
  let clock: SteppedClock;
  let scenario: Scenario;
  let proxy: TcpProxy;
  let link: TemporalLink;
  let host: StarterHost;
  beforeAll(async () => {
    clock = steppedClock(Date.now());
    scenario = await startScenario({ aws: { clock }, worker: false });
  });
  afterAll(() => scenario.stop());
  beforeEach(async () => {
    proxy = await startTcpProxy(scenario.temporalAddress);
    link = new TemporalLink(() =>
      Promise.resolve({ namespace: 'default', connectionOptions: { address: proxy.address } }),
    );
    host = { ...quietHost(scenario.client), temporal: link };
  });
  afterEach(async () => {
    await link.close();
    await proxy.close();
  });

  const ofFunction = (functionArn: string, what: string) => (entry: RecordEntry) =>
    entry.kind === 'lambda' && entry.functionArn === functionArn && entry.change.what === what;

  /** Leads through the proxy. */
  const registerStarter = (name: string) =>
    scenario.aws.lambda.register(name, (event) => handleEvent(event, host, Date.now() + attemptMs));

  const terminating = (EC2InstanceId: string, TopicArn: string) => ({
    Sns: {
      MessageId: randomUUID(),
      TopicArn,
      Message: JSON.stringify({
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        AutoScalingGroupName: 'group',
        LifecycleHookName: hookName,
        LifecycleActionToken: randomUUID(),
        EC2InstanceId,
      }),
    },
  });

  const isRunning = async (ec2InstanceId: string) =>
    (await scenario.drain(ec2InstanceId).describe()).status.name === 'RUNNING';

  it("Temporal's silence past Lambda's retries leaves a dead letter, from which the drain can be started", async () => {
    const { aws } = scenario;
    const { record } = aws;
    const functionArn = registerStarter('starter-without-temporal');
    proxy.fallSilent();
    const world = scenario.createWorld({
      cluster: 'outage',
      hooks: [{ name: hookName, notify: functionArn }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    let afterSeq = 0;
    for (const waitMs of [60_000, 120_000, 0]) {
      const startedAt = Date.now();
      const { seq } = await record.until(ofFunction(functionArn, 'failed'), { afterSeq, timeoutMs: 10_000 });
      expect(Date.now() - startedAt).toBeLessThan(attemptMs + 1_500);
      afterSeq = seq;
      clock.advanceBy(waitMs);
    }
    const dead = await record.until(ofFunction(functionArn, 'dead-letter'));
    const letter = dead.kind === 'lambda' && dead.change.what === 'dead-letter' ? dead.change : undefined;
    expect(letter?.error).toContain('1 of 1 records were not taken');
    await expect(scenario.drain(leaving).describe()).rejects.toThrow();

    aws.lambda.invokeAsync(scenario.starterArn, letter?.event);
    await record.until(ofFunction(scenario.starterArn, 'succeeded'), { afterSeq: dead.seq });
    await expect(isRunning(leaving)).resolves.toBe(true);
    await scenario.drain(leaving).terminate('seen');
  });

  it('a poisonous record among good ones takes none of them with it, and is not tried again', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({ cluster: 'poison', instances: 2 });
    const [first = '', second = ''] = world.instanceIds;
    const topicArn = world.topicArns[hookName] ?? '';
    const afterSeq = aws.record.entries.length;
    aws.lambda.invokeAsync(scenario.starterArn, {
      Records: [
        terminating(first, topicArn),
        { Sns: { TopicArn: topicArn, MessageId: 'poison', Message: '{"LifecycleTransition":' } },
        terminating('i-not-an-id', topicArn),
        null,
        terminating(second, topicArn),
      ],
    });
    const done = await aws.record.until(
      (entry) =>
        ofFunction(scenario.starterArn, 'succeeded')(entry) &&
        JSON.stringify(entry).includes(scenario.drain(first).workflowId),
      { afterSeq },
    );
    expect(done).toMatchObject({ change: { attempt: 1, result: { malformed: 3 } } });
    await expect(isRunning(first)).resolves.toBe(true);
    await expect(isRunning(second)).resolves.toBe(true);
    await Promise.all([first, second].map((id) => scenario.drain(id).terminate('seen')));
  });

  it('a queue is given back the records alone that Temporal did not take', async () => {
    const { accountId, region } = scenario.aws;
    const body = (id: string) => terminating(id, '').Sns.Message;
    const queued = (messageId: string, text: string) => ({
      messageId,
      body: text,
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:${region}:${accountId}:leaving`,
    });
    const id = () => `i-0${randomUUID().replaceAll('-', '').slice(0, 16)}`;
    const [taken, untaken] = [id(), id()];
    const event = { Records: [queued('poison', 'poison'), queued('good', body(taken))] };
    await expect(handleEvent(event, host)).resolves.toEqual({ batchItemFailures: [] });
    await expect(isRunning(taken)).resolves.toBe(true);
    proxy.fallSilent();
    const later = { Records: [queued('poison', 'poison'), queued('silence', body(untaken))] };
    await expect(handleEvent(later, host, Date.now() + attemptMs)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: 'silence' }],
    });
    await scenario.drain(taken).terminate('seen');
  });

  it('a connection that died unnoticed is replaced within the same event', async () => {
    const event = () => ({
      Records: [terminating(`i-0${randomUUID().replaceAll('-', '').slice(0, 16)}`, arn)],
    });
    const arn = `arn:aws:sns:${scenario.aws.region}:${scenario.aws.accountId}:leaving`;
    const { started: first } = (await handleEvent(event(), host)) as StarterResult; // SNS's answer
    await handleEvent(event(), host);
    expect(proxy.connections).toBe(1);
    proxy.forgetConnections();
    const { started } = (await handleEvent(event(), host, Date.now() + 4_000)) as StarterResult; // SNS's answer
    expect(started).toHaveLength(1);
    expect(proxy.connections).toBe(2);
    const all = await Promise.all(
      [...first, ...started].map((id) => scenario.client.workflow.getHandle(id).describe()),
    );
    expect(all.map(({ status }) => status.name)).toEqual(['RUNNING', 'RUNNING']);
  });
});
