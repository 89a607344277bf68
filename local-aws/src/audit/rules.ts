import type { RecordEntry, TaskRecord } from '../record-entries';
import { idOf, inputText, ofKind, tookEffect, withTasks } from './history';

/** A broken promise, and where the record shows it. */
export interface Finding {
  readonly promise: PromiseName;
  readonly message: string;
  /** Clock, ms. */
  readonly at: number;
  /** `seq` of the entry that shows it. */
  readonly seq: number;
  /** What it is about: an EC2 instance id, or an operation for `throttled`. */
  readonly subject: string;
  readonly taskArn?: string;
  readonly hook?: string;
  /** Access key id of whoever broke it, where somebody did. */
  readonly caller?: string;
}

export interface AuditOptions {
  /** Which lifecycle hooks are whose: hook names by access key id. Without it nobody's hook is foreign. */
  readonly hookOwners?: Readonly<Record<string, readonly string[]>>;
}

export type PromiseName =
  'cut-short' | 'hook-expired' | 'foreign-hook-completed' | 'daemon-stopped-early' | 'throttled';

interface Rule {
  readonly promise: PromiseName;
  readonly find: (entries: readonly RecordEntry[], options: AuditOptions) => Omit<Finding, 'promise'>[];
}

/** A container ran until its host was terminated: the drain released the host too early. */
const cutShort: Rule['find'] = (entries) =>
  ofKind(entries, 'container-ended')
    .filter(({ how }) => how === 'cut-short')
    .map(({ at, seq, containerName, taskArn, ec2InstanceId }) => ({
      at,
      seq,
      subject: ec2InstanceId,
      taskArn,
      message: `Container ${containerName} of ${idOf(taskArn)} still ran when ${ec2InstanceId} was terminated.`,
    }));

/** A lifecycle action ended by a timeout: nobody completed it, or nobody kept it alive. */
const hookExpired: Rule['find'] = (entries) =>
  ofKind(entries, 'lifecycle-action').flatMap(({ at, seq, instanceId, lifecycleHookName: hook, change }) =>
    change.what === 'expired'
      ? [
          {
            at,
            seq,
            subject: instanceId,
            hook,
            message: `${hook} of ${instanceId} ended by its ${change.cause}.`,
          },
        ]
      : [],
  );

/** An action was completed by a caller whose hook it is not. */
const foreignHookCompleted: Rule['find'] = (entries, { hookOwners = {} }) =>
  ofKind(entries, 'lifecycle-action').flatMap(({ at, seq, instanceId, lifecycleHookName: hook, change }) => {
    if (change.what !== 'completed') return [];
    const { by } = change;
    const owned = hookOwners[by];
    const isOwned = Object.values(hookOwners).some((names) => names.includes(hook));
    const isForeign = owned ? !owned.includes(hook) : isOwned;
    if (!isForeign) return [];
    return [
      {
        at,
        seq,
        subject: instanceId,
        hook,
        caller: by,
        message: `${by} completed ${hook}, which is not its own.`,
      },
    ];
  });

/**
 * A task that the instance started for itself was told to stop while a task that is neither such a one nor a DAEMON
 * service's was not STOPPED on the same host.
 */
const daemonStoppedEarly: Rule['find'] = (entries) => {
  const findings: Omit<Finding, 'promise'>[] = [];
  for (const { entry, tasks } of withTasks(entries)) {
    if (entry.kind !== 'call' || entry.operation !== 'StopTask' || !tookEffect(entry)) continue;
    const stopped = tasks.get(idOf(inputText(entry, 'task') ?? ''));
    if (stopped?.role !== 'self-started' || stopped.desiredStatus === 'STOPPED') continue;
    const others = [...tasks.values()].filter(
      (task) => task.ec2InstanceId === stopped.ec2InstanceId && blocks(task),
    );
    if (others.length === 0) continue;
    findings.push({
      at: entry.at,
      seq: entry.seq,
      subject: stopped.ec2InstanceId,
      taskArn: stopped.taskArn,
      caller: entry.caller,
      message: `${stopped.family} was stopped on ${stopped.ec2InstanceId} while ${others.length} other tasks were not STOPPED.`,
    });
  }
  return findings;
};

const blocks = ({ role, lastStatus }: TaskRecord): boolean =>
  (role === 'replica' || role === 'standalone') && lastStatus !== 'STOPPED';

/** Calls over the account's request rate, whose retries take from the same bucket. */
const throttled: Rule['find'] = (entries) =>
  ofKind(entries, 'call').flatMap(({ at, seq, service, operation, caller, outcome }) => {
    if (outcome.kind !== 'error' || !['ThrottlingException', 'Throttling'].includes(outcome.code)) return [];
    const subject = `${service}.${operation}`;
    return [{ at, seq, subject, caller, message: `${subject} of ${caller} was throttled.` }];
  });

/** The promises a drain keeps, each judged from the record alone. */
export const rules: readonly Rule[] = [
  { promise: 'cut-short', find: cutShort },
  { promise: 'hook-expired', find: hookExpired },
  { promise: 'foreign-hook-completed', find: foreignHookCompleted },
  { promise: 'daemon-stopped-early', find: daemonStoppedEarly },
  { promise: 'throttled', find: throttled },
];
