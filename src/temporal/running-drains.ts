/** Temporal's query for running drains, as its visibility store reads it. */
export const runningDrainsQuery = (...conditions: readonly string[]): string =>
  ["WorkflowType = 'drainInstance'", "ExecutionStatus = 'Running'", ...conditions].join(' AND ');

export const onTaskQueue = (taskQueue: string): string => `TaskQueue = '${taskQueue}'`;
