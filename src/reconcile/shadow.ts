/** Shadow: what a drain would have done, and when. It touches nothing, and the world goes its way without it. */
import type { Action } from './actions';
import type { Memory } from './memory/memory';

export interface PlannedAction {
  /** When it was due first, in milliseconds since the epoch. */
  readonly at: number;
  /** The step that decided so. */
  readonly phase: string;
  readonly action: Action;
}

/** More would be of no use to anybody, and is carried in every continue-as-new. */
const plannedKept = 100;

export const isShadow = ({ spec }: Pick<Memory, 'spec'>): boolean => spec.mode === 'shadow';

/** Each action once: an acting drain would have done it, and the world may have been changed by somebody else since. */
export function withPlanned({ planned }: Memory, next: PlannedAction): readonly PlannedAction[] {
  const action = withoutPlanned(next.action, planned);
  return action === undefined ? planned : [...planned, { ...next, action }].slice(0, plannedKept);
}

/** What of an action was not planned before. */
function withoutPlanned(action: Action, planned: readonly PlannedAction[]): Action | undefined {
  if (action.kind !== 'stop-tasks')
    return planned.some((one) => nameOf(one.action) === nameOf(action)) ? undefined : action;
  const told = new Set(
    planned.flatMap((one) => (one.action.kind === 'stop-tasks' ? one.action.taskArns : [])),
  );
  const taskArns = action.taskArns.filter((arn) => !told.has(arn));
  return taskArns.length > 0 ? { ...action, taskArns } : undefined;
}

/** What it is about, whatever its reason. */
function nameOf(action: Action): string {
  switch (action.kind) {
    case 'set-draining':
    case 'set-active':
      return `${action.kind} ${action.containerInstanceArn}`;
    case 'stop-tasks':
      return `${action.kind} ${action.taskArns.join()}`;
    case 'ask-for-turn':
      return `${action.kind} ${action.request.clusterArn}`;
    case 'complete-lifecycle-action': {
      const { autoScalingGroupName, lifecycleHookName } = action.lifecycleAction;
      return `${action.kind} ${autoScalingGroupName}/${lifecycleHookName}`;
    }
  }
}
