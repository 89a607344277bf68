/** What a drain's log says: each change once. The SDK logs nothing again that is replayed. */
import { log } from '@temporalio/workflow';
import type { Memory } from '../reconcile/memory/memory';
import { labelsOf } from '../reconcile/status/labels';
import type { Status } from '../reconcile/status/status';

/** @param before what the drain remembered before this pass */
export function logChanges(before: Memory, after: Memory, earlier: Status | undefined, status: Status): void {
  const { phase, reason, conditions, outcome, tasksStopped } = status;
  const { cluster, group } = labelsOf(after, phase);
  const details = { cluster, autoScalingGroupName: group };
  const isOpen = (type: string) => before.conditions.some((condition) => condition.type === type);
  for (const { type, message } of conditions)
    if (!isOpen(type)) log.warn('a condition has surfaced', { ...details, condition: type, says: message });
  for (const { type } of before.conditions)
    if (!conditions.some((condition) => condition.type === type))
      log.info('a condition is over', { ...details, condition: type });
  if (outcome !== undefined && before.outcome === undefined)
    log.info('the drain ends', { ...details, outcome, tasksStopped });
  else if (earlier?.phase !== phase || earlier.reason !== reason)
    log.info('the drain has moved on', { ...details, phase, reason });
}
