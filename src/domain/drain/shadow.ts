/** Shadow mode: what a live drain would have done, and when. Nothing is touched. */
import type { Action, PlannedAction } from './actions';
import { openHooks } from './hooks/hooks';
import { refOf } from './hooks/lifecycle-action';
import type { DrainState } from './state/drain-state';

/** All of them are carried in every continue-as-new. */
const plannedKept = 100;

export const isShadow = ({ spec }: Pick<DrainState, 'spec'>): boolean => spec.mode === 'shadow';

/** Each action once: a live drain would have done it, and others may have changed AWS since. */
export function withPlanned(state: DrainState, next: PlannedAction): readonly PlannedAction[] {
  const { planned } = state;
  const action = withoutPlanned(next.action, planned) ?? nextCompletion(next.action, state);
  return action === undefined ? planned : [...planned, { ...next, action }].slice(0, plannedKept);
}

/** What of an action was not planned before. */
function withoutPlanned(action: Action, planned: readonly PlannedAction[]): Action | undefined {
  if (action.kind !== 'stop-tasks')
    return planned.some((one) => nameOf(one.action) === nameOf(action)) ? undefined : action;
  const plannedTasks = new Set(
    planned.flatMap((one) => (one.action.kind === 'stop-tasks' ? one.action.taskArns : [])),
  );
  const taskArns = action.taskArns.filter((arn) => !plannedTasks.has(arn));
  return taskArns.length > 0 ? { ...action, taskArns } : undefined;
}

/** Hook by hook: an acting drain would be at the next one of ours by now. */
function nextCompletion(action: Action, state: DrainState): Action | undefined {
  if (action.kind !== 'complete-lifecycle-action') return undefined;
  return openHooks(state)
    .map((hook) => ({ ...action, lifecycleAction: refOf(hook) }))
    .find((completion) => withoutPlanned(completion, state.planned) !== undefined);
}

/** What it is about, whatever its reason. */
function nameOf(action: Action): string {
  switch (action.kind) {
    case 'set-draining':
    case 'set-active':
      return `${action.kind} ${action.containerInstanceArn}`;
    case 'stop-tasks':
      return `${action.kind} ${action.taskArns.join()}`;
    case 'request-permit':
    case 'return-permit':
      return action.kind;
    case 'complete-lifecycle-action': {
      const { autoScalingGroupName, lifecycleHookName } = action.lifecycleAction;
      return `${action.kind} ${autoScalingGroupName}/${lifecycleHookName}`;
    }
  }
}
