import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { defaultParseOptions } from '../../../src/events/message-kind';
import { handleEvent } from '../../../src/starter/handle-event';
import { handleRecord } from '../../../src/starter/handle-record';
import type { StarterHost } from '../../../src/starter/host';
import type { TemporalSource } from '../../../src/starter/temporal-link';
import { drainIdOf } from '../../../src/workflows/drain.api';
import { notice, topicArn } from '../../support/observations';
import { stoppedTask } from '../../support/stopped-task';

const idOf = (ec2InstanceId: string) =>
  drainIdOf(ec2InstanceId, { accountId: '123456789012', region: 'eu-central-1' });

const message = (EC2InstanceId: string) =>
  JSON.stringify({
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    AutoScalingGroupName: notice.autoScalingGroupName,
    LifecycleHookName: notice.lifecycleHookName,
    LifecycleActionToken: notice.lifecycleActionToken,
    EC2InstanceId,
  });

const record = (id: string) => ({ Sns: { MessageId: id, TopicArn: topicArn, Message: message(id) } });
const poison = { Sns: { TopicArn: topicArn, Message: 'poison' } };
const queueArn = 'arn:aws:sqs:eu-central-1:123456789012:leaving';
const queued = (id: string, body: string) => ({
  messageId: id,
  body,
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  attributes: { SentTimestamp: String(Date.now() - 5_000) },
});

/** What Temporal's server would not do on demand: take some workflows and refuse others. */
function temporalThatRefuses(refused: string): { temporal: TemporalSource; taken: string[] } {
  const taken: string[] = [];
  const workflow = {
    getHandle: (workflowId: string) => ({
      describe: () => Promise.reject(new WorkflowNotFoundError('none yet', workflowId, undefined)),
    }),
    signalWithStart: (_type: string, { workflowId }: { workflowId: string }) => {
      if (workflowId === idOf(refused)) return Promise.reject(new Error('unavailable'));
      taken.push(workflowId);
      return Promise.resolve();
    },
  };
  const options = { namespace: 'default' };
  const client = { options, workflow, withDeadline: (_at: number, call: () => unknown) => call() };
  // As much of it as the starter uses.
  return {
    taken,
    temporal: {
      client: () => Promise.resolve(client as unknown as Client),
      replace: () => undefined,
      underWay: () => undefined,
    },
  };
}

const noTemporal: TemporalSource = {
  client: () => Promise.reject(new Error('connection refused')),
  replace: () => undefined,
  underWay: () => undefined,
};

function hostOn(temporal: TemporalSource) {
  const lines: string[] = [];
  const counted: string[] = [];
  const agesMs: number[] = [];
  const write = (level: string) => (text: string, fields: Record<string, unknown>) =>
    void lines.push(`${level} ${text} ${String(fields['recordId'])}`);
  const host: StarterHost = {
    temporal,
    log: { info: write('info'), error: write('error') },
    metrics: {
      count: (kind, outcome) => void counted.push(`${kind} ${outcome}`),
      eventAge: (_, ageMs) => void agesMs.push(ageMs),
    },
    options: defaultParseOptions,
    served: 'all',
  };
  return { host, lines, counted, agesMs };
}

const nothing = { started: [], stayedCancelled: [], woken: [], ignored: 0, malformed: 0 };

describe('an event of several records', () => {
  it('has the good ones started when one is poisonous', async () => {
    const { temporal, taken } = temporalThatRefuses('');
    const { host, lines, counted } = hostOn(temporal);
    await expect(handleEvent({ Records: [poison, record('i-00000001')] }, host)).resolves.toEqual({
      ...nothing,
      started: [idOf('i-00000001')],
      malformed: 1,
    });
    expect(taken).toEqual([idOf('i-00000001')]);
    expect(lines).toEqual(['error message malformed record 0', 'info drain asked for i-00000001']);
    expect(counted).toEqual(['unknown Malformed', 'terminate-lifecycle-action AskedFor']);
  });

  it('has the others started, and is tried again, when Temporal refuses one', async () => {
    const { temporal, taken } = temporalThatRefuses('i-00000002');
    const { host, counted, lines } = hostOn(temporal);
    const event = { Records: ['i-00000001', 'i-00000002', 'i-00000003'].map(record) };
    const failure = await handleEvent(event, host).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AggregateError);
    expect(String(failure)).toContain('1 of 3 records were not taken: Error: unavailable');
    expect(taken).toEqual([idOf('i-00000001'), idOf('i-00000003')]);
    expect(counted.filter((line) => line.endsWith('Failed'))).toHaveLength(1);
    expect(lines).toContain('error record failed, to be tried again i-00000002');
  });

  it('is tried again when there is no connection to Temporal', async () => {
    const { host } = hostOn(noTemporal);
    await expect(handleEvent({ Records: [record('i-00000001')] }, host)).rejects.toThrow(
      'connection refused',
    );
  });

  it('needs no connection when there is nothing to start', async () => {
    const { host } = hostOn(noTemporal);
    const test = { Sns: { TopicArn: topicArn, Message: '{"Event":"autoscaling:TEST_NOTIFICATION"}' } };
    await expect(handleEvent({ Records: [test] }, host)).resolves.toEqual({ ...nothing, ignored: 1 });
  });

  it('is done with what no drain would understand, and never tries it again', async () => {
    const { temporal, taken } = temporalThatRefuses('');
    const { host, lines, counted } = hostOn(temporal);
    const beyondAll = { ...notice, autoScalingGroupName: 'x'.repeat(2_000) };
    const parsed = {
      kind: 'notices' as const,
      notices: [beyondAll, notice],
      accountRegion: { accountId: '123456789012', region: 'eu-central-1' },
      clusterHint: undefined,
    };
    const kind = { recordId: 'odd', messageKind: 'terminate-lifecycle-action', sentAt: undefined };
    await expect(handleRecord({ ...kind, parsed }, host, Date.now() + 1_000)).resolves.toEqual({
      recordId: 'odd',
      results: [{ outcome: 'Malformed' }, { outcome: 'AskedFor', workflowId: idOf(notice.ec2InstanceId) }],
    });
    expect(taken).toHaveLength(1);
    expect(lines.sort()).toEqual(['error message malformed odd', 'info drain asked for odd']);
    expect(counted).toEqual(['terminate-lifecycle-action Malformed', 'terminate-lifecycle-action AskedFor']);
  });

  it('gives a queue back those alone that are worth trying again', async () => {
    const { temporal, taken } = temporalThatRefuses('i-00000002');
    const { host, agesMs } = hostOn(temporal);
    const event = {
      Records: [
        queued('first', message('i-00000001')),
        queued('refused', message('i-00000002')),
        queued('poison', 'poison'),
        queued('last', message('i-00000003')),
      ],
    };
    await expect(handleEvent(event, host)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: 'refused' }],
    });
    expect(taken).toEqual([idOf('i-00000001'), idOf('i-00000003')]);
    expect(Math.min(...agesMs)).toBeGreaterThanOrEqual(5_000);
  });

  it('fails when nothing of a queue was taken, so that it is kept also where no reports of single failures are set up', async () => {
    const { host } = hostOn(noTemporal);
    const event = { Records: ['first', 'last'].map((id) => queued(id, message('i-00000001'))) };
    await expect(handleEvent(event, host)).rejects.toThrow('2 of 2 records were not taken');
    await expect(handleEvent({ Records: [queued('poison', 'poison')] }, host)).resolves.toEqual({
      batchItemFailures: [],
    });
  });

  it('does not fail for a hint that Temporal did not take: the drain has its own timer', async () => {
    const { host, lines, counted } = hostOn(noTemporal);
    const accountRegion = { accountId: '123456789012', region: 'eu-central-1' };
    const task = stoppedTask(
      accountRegion,
      `arn:aws:ecs:${accountRegion.region}:${accountRegion.accountId}:container-instance/web/${'a1'.repeat(16)}`,
    );
    await expect(handleEvent(task, host)).resolves.toEqual(nothing);
    expect(counted).toEqual(['task-state-change NotWoken']);
    expect(lines).toEqual([expect.stringContaining('error drain not woken')]);
    const both = { Records: [queued('hint', JSON.stringify(task)), queued('first', message('i-00000001'))] };
    await expect(handleEvent(both, host)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: 'first' }],
    });
  });

  it('gives up in time when Temporal never answers', async () => {
    const { host } = hostOn({
      client: () => new Promise<never>(() => undefined),
      replace: () => undefined,
      underWay: () => undefined,
    });
    const startedAt = Date.now();
    const event = {
      Records: Array.from({ length: 120 }, (_, index) => record(`i-${String(index).padStart(8, '0')}`)),
    };
    await expect(handleEvent(event, host, startedAt + 300)).rejects.toThrow(
      '120 of 120 records were not taken',
    );
    expect(Date.now() - startedAt).toBeLessThan(1_500);
  });
});

describe('a starter that serves one account and Region', () => {
  const serving = (accountId: string) => {
    const { temporal, taken } = temporalThatRefuses('');
    const { host, lines, counted } = hostOn(temporal);
    return { taken, lines, counted, host: { ...host, served: [{ accountId, region: 'eu-central-1' }] } };
  };

  it('starts the drains of it', async () => {
    const { host, taken } = serving('123456789012');
    await handleEvent({ Records: [record('i-00000001')] }, host);
    expect(taken).toEqual([idOf('i-00000001')]);
  });

  it('fails for a message of another one, which is tried again and kept, and starts nothing', async () => {
    const { host, taken, lines, counted } = serving('999999999999');
    await expect(handleEvent({ Records: [record('i-00000001')] }, host)).rejects.toThrow(
      'does not serve account 123456789012, Region eu-central-1: ECS_DRAIN_ACCOUNT_REGIONS',
    );
    expect(taken).toEqual([]);
    expect(lines).toEqual(['error record failed, to be tried again i-00000001']);
    expect(counted).toEqual(['terminate-lifecycle-action Failed']);
  });

  it('gives a message of another one back to its queue', async () => {
    const { host } = serving('999999999999');
    const event = { Records: [queued('one', message('i-00000001')), queued('two', 'poison')] };
    await expect(handleEvent(event, host)).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: 'one' }],
    });
  });

  it('ignores that a task has stopped in another one', async () => {
    const { host, counted } = serving('999999999999');
    const task = stoppedTask(
      { accountId: '123456789012', region: 'eu-central-1' },
      'arn:aws:ecs:eu-central-1:123456789012:container-instance/demo/any',
    );
    await expect(handleEvent(task, { ...host, temporal: noTemporal })).resolves.toMatchObject({ ignored: 1 });
    expect(counted).toEqual(['task-state-change Ignored']);
  });
});
