import { isSameHook, ownershipOf, type LifecycleAction } from '../hooks/lifecycle-action';
import type { DrainState } from '../state/drain-state';
import { Reason, type Outcome } from '../../reasons';
import { mayDrain } from '../state/allowed';
import { valueOf } from '../observation/observation';
import { lifecycleStageOf } from '../observation/lifecycle-stage';
import { isForEc2Alone, isWanted } from '../observation/reclaimed-by-ec2';
import { believedAt, end, isUnknown, pass, wait, type Step, type StepResult, type StepContext } from './step';

/**
 * Does Auto Scaling, EC2 or a person want this instance drained, is its group one that we drain, and is the hook ours to
 * complete? Until that is seen nothing is touched but, at most, the time-out of a hook that may be ours.
 * Once seen, an Auto Scaling that does not answer stops nothing, unless it said something else last: an instance never returns
 * from its termination hook.
 */
export const confirm: Step = {
  name: 'confirm',
  decide: (context) => {
    const { observation, state } = context;
    if (!mayDrain(state, state.groupOfInstance)) return end('group-not-allowed');
    const { lifecycleActions, ec2Notices, operatorRequest } = state;
    if (lifecycleActions.length + ec2Notices.length === 0 && operatorRequest === undefined)
      return end('nothing-asked');
    if (awaitsSettings(context)) return wait(Reason.HookNotSeen);
    const isToGo = isWanted(state);
    if (observation.autoScalingInstance.kind === 'unknown') {
      if (mayBeOfOtherGroup(state)) return wait(Reason.CannotSee);
      if (isToGo) return pass;
      const isConfirmed = state.confirmedAt !== undefined && state.doubt === undefined;
      return isConfirmed ? ownership(context) : wait(Reason.CannotSee);
    }
    switch (lifecycleStageOf(observation.autoScalingInstance.value)) {
      case 'waiting':
        return ownership(context);
      case 'leaving':
        return end(state.completionSent ?? 'already-leaving');
      case 'terminating':
        return isToGo ? pass : wait(Reason.NotYetWaiting);
      case 'retained':
        return isToGo && state.completionSent === undefined ? pass : end(state.completionSent ?? 'retained');
      case 'gone':
        // A completion that was sent explains why it is gone: there is no doubt to wait out.
        if (state.completionSent) return end(state.completionSent);
        return isToGo ? pass : doubt(context, Reason.NotInGroup, 'instance-gone');
      case 'staying':
        return isToGo ? pass : doubt(context, Reason.NotTerminating, 'not-terminating');
    }
  },
};

/** What the group's hooks say, such as that nothing is to be touched, counts before anything is done for EC2. */
const awaitsSettings = ({ state, observation }: StepContext): boolean =>
  isForEc2Alone(state) &&
  state.groupOfInstance !== undefined &&
  state.groupSettings === undefined &&
  !(isUnknown(observation.groupSettings) && observation.groupSettings.callError.cause === 'permanent');

/** Auto Scaling has not said yet whose the instance is, and not all groups are drained. */
const mayBeOfOtherGroup = ({ spec, groupOfInstance, doubt, confirmedAt }: DrainState): boolean =>
  spec.groups.length > 0 && groupOfInstance === undefined && doubt === undefined && confirmedAt === undefined;

/** Neither Auto Scaling nor, where something was said in its name, EC2 wants it gone: believed after a grace. */
function doubt(context: StepContext, reason: Reason, outcome: Outcome): StepResult {
  const { observation, state, requestedAt, now } = context;
  const isForEc2 = state.ec2Notices.length > 0;
  if (isForEc2 && observation.ec2Instance?.kind !== 'known') return wait(Reason.CannotSee);
  const since = Math.max(state.doubt?.since ?? now, state.notReclaimedSince ?? 0);
  const at = believedAt(context, since);
  if (requestedAt < at) return wait(isForEc2 ? Reason.NotReclaimed : reason, Math.max(at, now));
  return end(valueOf(observation.ec2Instance) && isForEc2 ? 'not-terminating' : outcome);
}

/** What its metadata says for the drain is not known yet, and it is not because nobody may read it. */
const isUnread = (
  { lifecycleHook, missingSince, notice }: LifecycleAction,
  { observation }: StepContext,
): boolean =>
  lifecycleHook === undefined &&
  missingSince === undefined &&
  !observation.lifecycleHooks.some(
    (seen) =>
      isSameHook(seen, notice) &&
      isUnknown(seen.lifecycleHook) &&
      seen.lifecycleHook.callError.cause === 'permanent',
  );

/** One hook of ours that is not completed is enough to go on; one that is not known yet is waited for; others' are left alone. */
function ownership(context: StepContext): StepResult {
  const { state } = context;
  const { lifecycleActions, spec, groupOfInstance, completionSent } = state;
  const owners = lifecycleActions.map((action) => ({
    action,
    owner: ownershipOf(action, spec, groupOfInstance),
  }));
  const ours = owners.filter(({ owner }) => owner === 'ours').map(({ action }) => action);
  const open = ours.filter((action) => !action.ended);
  if (open.length > 0) {
    if (open.some((action) => isUnread(action, context))) return wait(Reason.HookNotSeen);
    return open.every((action) => action.noActiveActionSince !== undefined)
      ? wait(Reason.NoActiveAction)
      : pass;
  }
  if (isWanted(state) && completionSent === undefined) return pass;
  if (owners.some(({ owner }) => owner === 'unknown')) return wait(Reason.HookNotSeen);
  return end(ours.length > 0 ? (completionSent ?? 'completed-elsewhere') : 'not-our-hook');
}
