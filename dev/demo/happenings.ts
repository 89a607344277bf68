import type { RecordEntry, TaskRole } from '@ecs-drain/local-aws';
import { duration } from '../../src/domain/format/text';
import { ec2InstanceIdIn } from '../../src/workflows/drain.api';

/** Something worth telling, about one instance. `at` is in milliseconds since the epoch. */
export interface Happening {
  readonly at: number;
  readonly ec2InstanceId: string;
  readonly text: string;
  readonly tone: 'plain' | 'quiet' | 'good' | 'bad';
}

interface Outstanding {
  readonly ec2InstanceId: string;
  readonly role: TaskRole;
  /** Milliseconds since the epoch. */
  readonly toldAt: number | undefined;
}

type Entry<K extends RecordEntry['kind']> = Extract<RecordEntry, { kind: K }>;

/**
 * Turns the local AWS's record into words, entry by entry from its beginning; most entries have none.
 * @param leaving the instances that are being terminated
 */
export function createTeller(leaving: readonly string[]): (entry: RecordEntry) => readonly Happening[] {
  const isLeaving = (ec2InstanceId: string): boolean => leaving.includes(ec2InstanceId);
  /** Tasks that are not STOPPED, with the time at which they were told to stop. */
  const outstanding = new Map<string, Outstanding>();
  const endedByThemselves = new Set<string>();
  const seenRunning = new Set<string>();
  let anyoneWaits = false;

  const tellTask = (task: Entry<'task'>): Omit<Happening, 'at'> | undefined => {
    const { taskArn, ec2InstanceId, lastStatus, desiredStatus } = task;
    const before = outstanding.get(taskArn);
    if (lastStatus === 'STOPPED') {
      outstanding.delete(taskArn);
      const isLast = ![...outstanding.values()].some((other) => other.ec2InstanceId === ec2InstanceId);
      const how = endedByThemselves.has(taskArn) ? ' by itself' : tookOf(task, before?.toldAt);
      const text = `${nameOf(task)}: ${isLast ? 'the last, ' : ''}stopped${how}`;
      return isLeaving(ec2InstanceId) ? { ec2InstanceId, text, tone: 'plain' } : undefined;
    }
    const toldAt = before?.toldAt ?? (desiredStatus === 'STOPPED' ? task.at : undefined);
    outstanding.set(taskArn, { ec2InstanceId, role: task.role, toldAt });
    if (lastStatus === 'RUNNING' && desiredStatus === 'RUNNING' && !seenRunning.has(taskArn)) {
      seenRunning.add(taskArn);
      if (anyoneWaits && task.role === 'replica')
        return { ec2InstanceId, text: `${nameOf(task)}: moved here`, tone: 'quiet' };
    }
    if (task.role === 'self-started' && desiredStatus === 'STOPPED' && before?.toldAt === undefined)
      return isLeaving(ec2InstanceId)
        ? { ec2InstanceId, ...orderWords(task, outstanding.values()) }
        : undefined;
    return undefined;
  };

  return (entry) => {
    const { at } = entry;
    switch (entry.kind) {
      case 'instance': {
        const ec2InstanceId = entry.instanceId;
        if (!isLeaving(ec2InstanceId)) return [];
        if (entry.lifecycleState === 'Terminating:Wait') anyoneWaits = true;
        const said = instanceWords[entry.lifecycleState];
        return said ? [{ at, ec2InstanceId, ...said }] : [];
      }
      case 'lambda':
        return leaving
          .filter((id) => startedBy(entry).includes(id))
          .map((id) => ({
            at,
            ec2InstanceId: id,
            text: 'SNS told the starter: the drain starts',
            tone: 'quiet',
          }));
      case 'container-instance':
        if (!isLeaving(entry.ec2InstanceId) || entry.status !== 'DRAINING') return [];
        return [{ at, ec2InstanceId: entry.ec2InstanceId, text: 'set to DRAINING', tone: 'plain' }];
      case 'container-ended':
        if (entry.how === 'by-itself') endedByThemselves.add(entry.taskArn);
        if (entry.how !== 'cut-short') return [];
        return [{ at, ec2InstanceId: entry.ec2InstanceId, text: 'a container was CUT SHORT', tone: 'bad' }];
      case 'task': {
        const told = tellTask(entry);
        return told ? [{ at, ...told }] : [];
      }
      case 'lifecycle-action':
        return [{ at, ec2InstanceId: entry.instanceId, ...actionWords(entry) }];
      case 'call':
      case 'notification':
      case 'notification-fault':
      case 'notification-not-sent':
      case 'queue-message':
      case 'event':
      case 'clock-failure':
        return [];
    }
  };
}

type Said = Pick<Happening, 'text' | 'tone'>;

const instanceWords: Partial<Record<Entry<'instance'>['lifecycleState'], Said>> = {
  Terminated: { text: 'gone', tone: 'good' },
};

function actionWords({ change, lifecycleHookName: hook }: Entry<'lifecycle-action'>): Said {
  switch (change.what) {
    case 'started':
      return {
        text: `waits in lifecycle hook ${hook}, which expires in ${change.heartbeatTimeoutSeconds} s`,
        tone: 'plain',
      };
    case 'heartbeat':
      return { text: 'heartbeat', tone: 'quiet' };
    case 'completed':
      return { text: `lifecycle action completed with ${change.result}`, tone: 'good' };
    case 'expired':
      return { text: `lifecycle action EXPIRED (${change.cause})`, tone: 'bad' };
    case 'skipped':
      return { text: `lifecycle action skipped`, tone: 'bad' };
  }
}

/** The record's word on the promise that self-started tasks go last. */
function orderWords(task: Entry<'task'>, outstanding: Iterable<Outstanding>): Said {
  const others = [...outstanding].filter(
    ({ ec2InstanceId, role }) =>
      ec2InstanceId === task.ec2InstanceId && (role === 'replica' || role === 'standalone'),
  );
  return others.length === 0
    ? { text: `${nameOf(task)}: told to stop, only such tasks are left`, tone: 'plain' }
    : { text: `${nameOf(task)}: told to stop while ${others.length} others are left`, tone: 'bad' };
}

function nameOf({ role, family }: Entry<'task'>): string {
  switch (role) {
    case 'replica':
      return `service ${family}`;
    case 'daemon':
      return `DAEMON service ${family}`;
    case 'self-started':
      return `self-started ${family}`;
    case 'standalone':
      return `standalone ${family}`;
  }
}

const tookOf = ({ at }: Entry<'task'>, toldAt: number | undefined): string =>
  toldAt === undefined ? '' : ` ${duration(at - toldAt)} after the order`;

/** Of whose instances the starter answered that it has started a drain; the record holds the answer as it came. */
function startedBy({ change }: Entry<'lambda'>): readonly string[] {
  if (change.what !== 'succeeded' || typeof change.result !== 'object' || change.result === null) return [];
  const started: unknown = Reflect.get(change.result, 'started');
  if (!Array.isArray(started)) return [];
  return started.filter((id) => typeof id === 'string').map(ec2InstanceIdIn);
}
