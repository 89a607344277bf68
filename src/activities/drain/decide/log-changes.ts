/** What a drain's log says: each change once. */
import { log } from '@temporalio/activity';
import type { Decision, Standpoint } from '../../../domain/drain/decide';
import { labelsOf, startingPhase } from '../../../domain/drain/status/labels';

/** @param before undefined where nothing was decided yet */
export function logChanges(before: Standpoint | undefined, { state, phase, reason }: Decision): void {
  const { cluster, group } = labelsOf(state, phase);
  const details = { cluster, autoScalingGroupName: group };
  const { outcome, tasksStopped } = state;
  const conditions = outcome === undefined ? state.conditions : [];
  const open = before?.state.conditions ?? [];
  const isIn = (list: typeof open, type: string) => list.some((condition) => condition.type === type);
  for (const { type, message } of conditions)
    if (!isIn(open, type))
      log.warn('a condition has surfaced', { ...details, condition: type, says: message });
  for (const { type } of open)
    if (!isIn(conditions, type)) log.info('a condition is over', { ...details, condition: type });
  if (outcome !== undefined) {
    if (before?.state.outcome === undefined)
      log.info('the drain ends', { ...details, outcome, tasksStopped });
  } else if (phase !== startingPhase && (before?.phase !== phase || before.reason !== reason)) {
    log.info('the drain has moved on', { ...details, phase, reason });
  }
}
