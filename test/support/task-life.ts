/** How a task on an instance came to its end, and how its instance left, as the local AWS's record has it. */
import type { LocalAws, RecordEntry, TaskRecord } from '@ecs-drain/local-aws';

export interface TaskEnd {
  /** When it was told to stop, in milliseconds since the epoch; undefined: never. */
  readonly toldAt: number | undefined;
  /** What was said when it was told to stop. */
  readonly reason: string | undefined;
  readonly stoppedAt: number | undefined;
}

/** The first task of a family on an instance. @throws where none was there */
export const taskArnOf = (aws: Pick<LocalAws, 'record'>, ec2InstanceId: string, family: string): string =>
  lifeOf(aws, ec2InstanceId, family)[0].taskArn;

/** The end of the first task of a family on an instance. @throws where none was there */
export function endOf(aws: Pick<LocalAws, 'record'>, ec2InstanceId: string, family: string): TaskEnd {
  const life = lifeOf(aws, ec2InstanceId, family);
  const told = life.find(({ desiredStatus }) => desiredStatus === 'STOPPED');
  return {
    toldAt: told?.at,
    reason: told?.reason,
    stoppedAt: life.find(({ lastStatus }) => lastStatus === 'STOPPED')?.at,
  };
}

type Entry = TaskRecord & RecordEntry;

function lifeOf(
  { record }: Pick<LocalAws, 'record'>,
  ec2InstanceId: string,
  family: string,
): [Entry, ...Entry[]] {
  const ofFamily = record.entries.filter(
    (entry): entry is Entry =>
      entry.kind === 'task' && entry.ec2InstanceId === ec2InstanceId && entry.family === family,
  );
  const [first, ...later] = ofFamily;
  if (first === undefined) throw new Error(`no task of ${family} was on ${ec2InstanceId}`);
  return [first, ...later.filter(({ taskArn }) => taskArn === first.taskArn)];
}

/** When, and with what result, the lifecycle action of an instance was completed; undefined: not by a call. */
export function completionOf(
  { record }: Pick<LocalAws, 'record'>,
  ec2InstanceId: string,
): { readonly at: number; readonly result: string } | undefined {
  for (const entry of record.entries) {
    if (entry.kind === 'lifecycle-action' && entry.instanceId === ec2InstanceId)
      if (entry.change.what === 'completed') return { at: entry.at, result: entry.change.result };
  }
  return undefined;
}
