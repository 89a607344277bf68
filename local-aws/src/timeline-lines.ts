import { serviceOf } from './deliveries';
import type { CallRecord, RecordEntry, TaskRecord } from './record-entries';

export type Tone = 'plain' | 'good' | 'bad' | 'quiet';

/** One change, or several of one thing in one instant: where, what, and how it went. */
export interface TimelineLine {
  readonly atMs: number;
  /** EC2 instance, where there is one. */
  readonly host: string;
  readonly subject: string;
  /** What happened to it, in order. */
  readonly steps: readonly string[];
  readonly tone: Tone;
}

export type Change = Exclude<RecordEntry, CallRecord>;

/** Says changes in words. Remembers the tasks it has seen: an order to stop is told by comparison. */
export function createTeller(): (entry: Change) => TimelineLine {
  const tasks = new Map<string, TaskRecord>();
  return (entry) => {
    const line = (host: string, subject: string, step: string, tone: Tone = 'plain'): TimelineLine => ({
      atMs: entry.at,
      host,
      subject,
      steps: [step],
      tone,
    });
    switch (entry.kind) {
      case 'task': {
        const told =
          entry.desiredStatus === 'STOPPED' && tasks.get(entry.taskArn)?.desiredStatus !== 'STOPPED';
        tasks.set(entry.taskArn, entry);
        const step =
          told && entry.lastStatus !== 'STOPPED' ? `told to stop: ${entry.reason ?? ''}` : entry.lastStatus;
        return line(entry.ec2InstanceId, taskName(entry), step, taskTone(entry));
      }
      case 'container-instance':
        return line(entry.ec2InstanceId, 'container instance', entry.status);
      case 'container-ended': {
        const task = tasks.get(entry.taskArn);
        const name = task ? taskName(task) : `task ${shortId(entry.taskArn)}`;
        const step = `container ${entry.containerName} ${endWords[entry.how]}`;
        return line(entry.ec2InstanceId, name, step, entry.how === 'cut-short' ? 'bad' : 'quiet');
      }
      case 'instance':
        return line(
          entry.instanceId,
          'instance',
          entry.lifecycleState,
          entry.lifecycleState === 'Terminated' ? 'good' : 'plain',
        );
      case 'lifecycle-action': {
        const { step, tone } = actionWords(entry);
        return line(entry.instanceId, `hook ${entry.lifecycleHookName}`, step, tone);
      }
      case 'notification':
        return line(
          messageHost(entry.message),
          `topic ${lastPart(entry.topicArn)}`,
          entry.subject ?? 'message',
          'quiet',
        );
      case 'notification-not-sent':
        return line(
          messageHost(entry.message),
          `${serviceOf(entry.targetArn) === 'sqs' ? 'queue' : 'topic'} ${lastPart(entry.targetArn)}`,
          `NOT NOTIFIED: ${entry.error}`,
          'bad',
        );
      case 'notification-fault':
        return line(
          '',
          `topic ${lastPart(entry.topicArn)}`,
          `fault: ${entry.fault} to ${lastPart(entry.functionArn)}`,
          'bad',
        );
      case 'lambda': {
        const { what } = entry.change;
        const attempt =
          'attempt' in entry.change && entry.change.attempt > 1 ? ` (attempt ${entry.change.attempt})` : '';
        const error = 'error' in entry.change ? `: ${entry.change.error}` : '';
        return line(
          '',
          `function ${lastPart(entry.functionArn)}`,
          `${what}${attempt}${error}`,
          error ? 'bad' : 'quiet',
        );
      }
      case 'queue-message': {
        const { what } = entry.change;
        const host = what === 'sent' ? messageHost(entry.change.body) : '';
        const tone = what === 'dead-letter' || what === 'expired' ? 'bad' : 'quiet';
        return line(host, `queue ${lastPart(entry.queueArn)}`, what, tone);
      }
      case 'clock-failure':
        return line('', 'clock', `failed: ${firstLine(entry.error)} in ${entry.event}`, 'bad');
      default:
        // Events for EventBridge say again what the changes above say: their number is enough.
        return line('', 'events', detailType(entry), 'quiet');
    }
  };
}

/** What an event is called; other kinds of entries go by the name of their kind until this file knows them. */
const detailType = (entry: { readonly kind: string }): string =>
  /"detail-type":"([^"]+)"/.exec(JSON.stringify(entry))?.[1] ?? entry.kind;

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
const lastPart = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
const shortId = (arn: string): string => lastPart(arn).slice(0, 8);
const taskName = ({ family, taskArn, role }: TaskRecord): string => `${family} ${shortId(taskArn)} (${role})`;
const messageHost = (message: string): string => /"EC2InstanceId":"(i-\w+)"/.exec(message)?.[1] ?? '';

const taskTone = ({ lastStatus }: TaskRecord): Tone => (lastStatus === 'STOPPED' ? 'good' : 'plain');

const endWords = {
  'by-itself': 'ended by itself',
  sigterm: 'ended after SIGTERM',
  sigkill: 'killed at its stop timeout',
  'cut-short': 'CUT SHORT: it ran when its host was terminated',
} as const;

function actionWords({ change }: Extract<RecordEntry, { kind: 'lifecycle-action' }>): {
  step: string;
  tone: Tone;
} {
  switch (change.what) {
    case 'started':
      return {
        step: `waits; ${change.heartbeatTimeoutSeconds} s to the next heartbeat, ${change.globalTimeoutSeconds} s at most`,
        tone: 'plain',
      };
    case 'heartbeat':
      return { step: `heartbeat by ${change.by}`, tone: 'quiet' };
    case 'completed':
      return { step: `completed with ${change.result} by ${change.by}`, tone: 'good' };
    case 'expired':
      return { step: `EXPIRED (${change.cause}), ${change.result}`, tone: 'bad' };
    case 'skipped':
      return { step: 'skipped', tone: 'quiet' };
  }
}
