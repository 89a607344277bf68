/** What a drain's log says: each change once. */
import { log } from '@temporalio/activity';
import type { Decision, Checkpoint } from '../../../domain/drain/decide';
import { outcomeOf } from '../../../domain/drain/state/progress';
import { labelsOf } from '../../../domain/drain/status/labels';

/** @param before undefined where nothing was decided yet */
export function logChanges(before: Checkpoint | undefined, { state, phase, reason }: Decision): void {
  const { cluster, group } = labelsOf(state, phase);
  const details = { cluster, autoScalingGroupName: group };
  const { tasksStopped } = state;
  const outcome = outcomeOf(state);
  const conditions = outcome === undefined ? state.conditions : [];
  const open = before?.state.conditions ?? [];
  const isIn = (list: typeof open, type: string) => list.some((condition) => condition.type === type);
  for (const { type, message } of conditions)
    if (!isIn(open, type)) log.warn('condition raised', { ...details, condition: type, message });
  for (const { type } of open)
    if (!isIn(conditions, type)) log.info('condition cleared', { ...details, condition: type });
  if (outcome !== undefined) {
    if (before?.state.progress.kind !== 'ended')
      log.info('drain ended', { ...details, outcome, tasksStopped });
  } else if (phase !== 'starting' && (before?.phase !== phase || before.reason !== reason)) {
    log.info('phase changed', { ...details, phase, reason });
  }
}
