/** What a plan shows of the workflow. */
import { defineSearchAttributeKey } from '@temporalio/common';
import { setCurrentDetails, upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Plan, State } from './plan';

/** @returns the state with the parts that the plan has changed; a part that is null is dropped */
export function publish({ state, details, searchAttributes, memo }: Plan, before: State = {}): State {
  const after = Object.fromEntries(
    Object.entries({ ...before, ...state }).filter(([, part]) => part !== null),
  );
  setCurrentDetails(typeof details === 'string' ? details : textIn(after, details.parts));
  if (memo) upsertMemo({ ...memo });
  if (searchAttributes) label(searchAttributes);
  return after;
}

const textIn = (state: State, parts: readonly string[]): string =>
  parts
    .map((name) => state[name])
    .filter((text) => typeof text === 'string')
    .join('\n\n');

/**
 * Only those that the start gave: the namespace may not know the others, and a workflow that sets what is not known is stuck. And only
 * what has changed: each time is an event in the history.
 */
function label(searchAttributes: Readonly<Record<string, string>>): void {
  const { typedSearchAttributes: current } = workflowInfo();
  const pairs = Object.entries(searchAttributes).flatMap(([name, value]) => {
    const key = defineSearchAttributeKey(name, 'KEYWORD');
    const before = current.get(key);
    return before === undefined || before === value ? [] : [{ key, value }];
  });
  if (pairs.length > 0) upsertSearchAttributes(pairs);
}
