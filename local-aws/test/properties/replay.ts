import { z } from 'zod';
import type { ContainerInstanceRecord, InstanceRecord, RecordEntry, TaskRecord } from '../../src/index';

/** What the record alone says of how things stand. */
export interface Replayed {
  /** By ARN. */
  readonly tasks: ReadonlyMap<string, TaskRecord>;
  /** By ARN. */
  readonly containerInstances: ReadonlyMap<string, ContainerInstanceRecord>;
  /** By id; terminated ones too. */
  readonly instances: ReadonlyMap<string, InstanceRecord>;
  /** What in the record cannot be. */
  readonly broken: readonly string[];
}

const statuses = [
  'PROVISIONING',
  'PENDING',
  'ACTIVATING',
  'RUNNING',
  'DEACTIVATING',
  'STOPPING',
  'DEPROVISIONING',
  'STOPPED',
];

const effects: Readonly<Record<string, string>> = {
  CompleteLifecycleAction: 'completed',
  RecordLifecycleActionHeartbeat: 'heartbeat',
};

const reference = z.object({
  LifecycleHookName: z.string(),
  LifecycleActionToken: z.string().optional(),
  InstanceId: z.string().optional(),
});

function namesAction(input: unknown, action: Extract<RecordEntry, { kind: 'lifecycle-action' }>): boolean {
  const named = reference.parse(input);
  return (
    named.LifecycleHookName === action.lifecycleHookName &&
    (named.LifecycleActionToken ?? action.token) === action.token &&
    (named.InstanceId ?? action.instanceId) === action.instanceId
  );
}

/** Replays a record's changes, and looks at each whether it may follow what came before. */
export function replay(entries: readonly RecordEntry[]): Replayed {
  const tasks = new Map<string, TaskRecord>();
  const containerInstances = new Map<string, ContainerInstanceRecord>();
  const instances = new Map<string, InstanceRecord>();
  const actions = new Map<string, { readonly of: string; ended: boolean }>();
  const broken: string[] = [];
  let last: RecordEntry | undefined;

  const task = (entry: TaskRecord): void => {
    const before = tasks.get(entry.taskArn);
    tasks.set(entry.taskArn, entry);
    if (!before) {
      const on = containerInstances.get(entry.containerInstanceArn)?.status ?? 'nowhere';
      if (on !== 'ACTIVE') broken.push(`a task of ${entry.group} was placed on an instance that is ${on}`);
      return;
    }
    if (before.containerInstanceArn !== entry.containerInstanceArn)
      broken.push('a task changed its instance');
    if (before.lastStatus === 'STOPPED') broken.push('a STOPPED task changed');
    if (statuses.indexOf(entry.lastStatus) < statuses.indexOf(before.lastStatus))
      broken.push(`a task went back from ${before.lastStatus} to ${entry.lastStatus}`);
    if (before.desiredStatus === 'STOPPED' && entry.desiredStatus === 'RUNNING')
      broken.push('a task that was told to stop is wanted again');
  };

  const action = (entry: Extract<RecordEntry, { kind: 'lifecycle-action' }>): void => {
    const of = `${entry.instanceId} ${entry.lifecycleHookName}`;
    const known = actions.get(entry.token);
    if (entry.change.what === 'started') {
      if (known) broken.push('a token came back');
      actions.set(entry.token, { of, ended: false });
      return;
    }
    if (known?.of !== of) broken.push(`${entry.change.what} of an action that never started`);
    else if (known.ended) broken.push(`${entry.change.what} of an action that has ended`);
    else if (entry.change.what !== 'heartbeat') known.ended = true;
  };

  /** A completion or heartbeat that was answered well did what it was asked, to the action that it named. */
  const effect = (call: RecordEntry, next: RecordEntry | undefined): void => {
    if (call.kind !== 'call' || call.outcome.kind !== 'ok') return;
    const what = effects[call.operation];
    if (what === undefined) return;
    if (next?.kind !== 'lifecycle-action' || next.change.what !== what) {
      broken.push(`${call.operation} was answered well and had no effect`);
    } else if (!namesAction(call.input, next))
      broken.push(`${call.operation} struck an action that it did not name`);
  };

  entries.forEach((entry, index) => effect(entry, entries[index + 1]));
  for (const entry of entries) {
    if (last && (entry.seq !== last.seq + 1 || entry.at < last.at)) broken.push('the record is out of order');
    last = entry;
    if (entry.kind === 'task') task(entry);
    if (entry.kind === 'container-instance') {
      if (containerInstances.get(entry.containerInstanceArn)?.status === 'INACTIVE')
        broken.push('an INACTIVE container instance changed');
      containerInstances.set(entry.containerInstanceArn, entry);
    }
    if (entry.kind === 'instance') {
      const before = instances.get(entry.instanceId)?.lifecycleState;
      if (before === 'Terminated' || before === 'Detached') broken.push(`a ${before} instance changed`);
      instances.set(entry.instanceId, entry);
    }
    if (entry.kind === 'lifecycle-action') action(entry);
  }
  return { tasks, containerInstances, instances, broken };
}
