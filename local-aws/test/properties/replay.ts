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
      if (instances.get(entry.instanceId)?.lifecycleState === 'Terminated')
        broken.push('a terminated instance changed');
      instances.set(entry.instanceId, entry);
    }
    if (entry.kind === 'lifecycle-action') action(entry);
  }
  return { tasks, containerInstances, instances, broken };
}
