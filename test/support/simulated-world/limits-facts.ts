/** What promises ask of a story about pauses, permits and shadows. */
import type { Action } from '../../../src/domain/drain/actions';
import type { Pause } from './limits';
import type { PerformedAction, Story } from './story';

/** A drain that nobody wakes observes again by then. */
export const unheardMs = 5 * 60_000;

/** What a pause holds up: all but what goes to Temporal. */
export const touches = ({ action }: PerformedAction): boolean =>
  action.kind !== 'request-permit' && action.kind !== 'return-permit';

/** The drain was paused for some of that time, or did not know yet that it no longer was. */
export const wasPaused = ({ pauses }: Pick<Story, 'pauses'>, fromAt: number, untilAt: number): boolean =>
  pauses.some(({ beganAt, endedAt }: Pause) => beganAt <= untilAt && endedAt + unheardMs >= fromAt);

/** When the drain knew, at the latest, that pauses which began before that were over. */
export const resumedBy = ({ pauses }: Pick<Story, 'pauses'>, at: number): number =>
  Math.max(
    -Infinity,
    ...pauses.filter(({ beganAt }) => beganAt <= at).map(({ endedAt }) => endedAt + unheardMs),
  );

/** What an action is about, one name for each thing. */
export function aims(action: Action): readonly string[] {
  switch (action.kind) {
    case 'set-draining':
    case 'set-active':
      return [`${action.kind} ${action.containerInstanceArn}`];
    case 'stop-tasks':
      return action.taskArns.map((arn) => `stop ${arn}`);
    case 'complete-lifecycle-action': {
      const { autoScalingGroupName, lifecycleHookName } = action.lifecycleAction;
      return [`${action.kind} ${autoScalingGroupName}/${lifecycleHookName}`];
    }
    case 'request-permit':
      return [`${action.kind} ${action.request.clusterArn}`];
    case 'return-permit':
      return [action.kind];
  }
}
