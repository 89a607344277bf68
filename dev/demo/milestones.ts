import type { RecordEntry } from '@ecs-drain/local-aws';
import type { Colors } from './line';

/** What is dated for each instance, in the order in which it should come. */
const columns = ['DRAINING', 'web', 'logs', 'batch', 'agent', 'CONTINUE', 'gone'] as const;

type Column = (typeof columns)[number];

const gap = '  ';

/** A table of what happened when: an instance a line, times in seconds since the termination was asked for. */
export function milestoneTable(
  entries: readonly RecordEntry[],
  ec2InstanceIds: readonly string[],
  beganAt: number,
  colors: Colors,
): string[] {
  const widthOf = (column: Column) => Math.max(6, column.length);
  const header = ['instance'.padEnd(19), ...columns.map((column) => column.padStart(widthOf(column)))].join(
    gap,
  );
  return [
    colors.dim(header),
    ...ec2InstanceIds.map((id) => {
      const dates = milestonesOf(entries, id);
      const cells = columns.map((column) => {
        const at = dates.get(column);
        return (at === undefined ? '–' : `${((at - beganAt) / 1000).toFixed(1)} s`).padStart(widthOf(column));
      });
      return [id.padEnd(19), ...cells].join(gap);
    }),
  ];
}

/** For a kind of task, when the last of them stopped. */
function milestonesOf(entries: readonly RecordEntry[], id: string): ReadonlyMap<string, number> {
  const dates = new Map<string, number>();
  for (const entry of entries) {
    if (entry.kind === 'task' && entry.ec2InstanceId === id && entry.lastStatus === 'STOPPED')
      dates.set(entry.family, entry.at);
    if (entry.kind === 'container-instance' && entry.ec2InstanceId === id && entry.status === 'DRAINING')
      dates.set('DRAINING', entry.at);
    if (entry.kind === 'lifecycle-action' && entry.instanceId === id && entry.change.what === 'completed')
      dates.set(entry.change.result, entry.at);
    if (entry.kind === 'instance' && entry.instanceId === id && entry.lifecycleState === 'Terminated')
      dates.set('gone', entry.at);
  }
  return dates;
}
