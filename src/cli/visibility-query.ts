/** Filters as queries over Temporal's visibility store. */
import type { AccountRegion } from '../domain/account-region';
import type { Labels } from '../domain/drain/status/labels';
import { taskQueueOf } from '../domain/task-queue';
import { searchAttributes } from '../temporal/search-attribute-keys';

export interface DrainFilter extends Partial<Omit<Labels, 'containerInstance'>>, Partial<AccountRegion> {
  /** Also drains that have ended, while Temporal keeps them. @default false */
  readonly all?: boolean | undefined;
}

const filtered = ['instance', 'cluster', 'group', 'phase', 'trigger'] as const;

/** The query of the drains that a filter lets through: each label exactly, an account with or without its Region. */
export function drainQuery(filter: DrainFilter): string {
  const { all = false, accountId, region } = filter;
  return [
    "WorkflowType = 'drainInstance'",
    ...(all ? [] : ["ExecutionStatus = 'Running'"]),
    ...(accountId === undefined ? [] : [taskQueueIs(accountId, region)]),
    ...filtered.flatMap((label) => {
      const value = filter[label];
      return value === undefined ? [] : [`${searchAttributes[label].name} = ${quoted(value)}`];
    }),
  ].join(' AND ');
}

const taskQueueIs = (accountId: string, region: string | undefined): string =>
  region === undefined
    ? `TaskQueue STARTS_WITH ${quoted(taskQueueOf({ accountId, region: '' }))}`
    : `TaskQueue = ${quoted(taskQueueOf({ accountId, region }))}`;

/** As a string literal: a group's name may hold any character. */
const quoted = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
