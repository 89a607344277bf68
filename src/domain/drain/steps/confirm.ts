import { isSameHook, ownershipOf, type LifecycleAction } from '../hooks/lifecycle-action';
import type { DrainState } from '../state/drain-state';
import type { Reason } from '../vocabulary/reasons';
import type { Outcome } from '../vocabulary/outcomes';
import { mayDrain } from '../state/allowed';
import { valueOf } from '../observation/observation';
import { lifecycleStageOf, type LifecycleStage } from '../observation/lifecycle-stage';
import { isForEc2Alone, isWanted } from '../observation/reclaimed-by-ec2';
import {
  confirmedFrom,
  end,
  isUnknown,
  pass,
  wait,
  type Step,
  type StepResult,
  type StepContext,
} from './step';

export const confirm: Step = {
  name: 'confirm',
  decide: (context) => {
    const { observation, state } = context;
    if (!mayDrain(state, state.groupOfInstance)) return end('group-not-allowed');
    if (isNotRequested(state)) return end('nothing-asked');
    if (awaitsSettings(context)) return wait('HookNotSeen');
    const { autoScalingInstance } = observation;
    return autoScalingInstance.kind === 'unknown'
      ? withoutAutoScaling(context)
      : byStage[lifecycleStageOf(autoScalingInstance.value)](context);
  },
};

const byStage: Readonly<Record<LifecycleStage, (context: StepContext) => StepResult>> = {
  waiting: ownership,
  leaving: ({ state }) => end(state.completionSent ?? 'already-leaving'),
  terminating: ({ state }) => (isWanted(state) ? pass : wait('NotYetWaiting')),
  retained: ({ state }) =>
    isWanted(state) && state.completionSent === undefined ? pass : end(state.completionSent ?? 'retained'),
  gone: (context) => {
    // A completion that was sent explains why it is gone: nothing has to be confirmed.
    if (context.state.completionSent) return end(context.state.completionSent);
    return isWanted(context.state) ? pass : endOnceConfirmed(context, 'NotInGroup', 'instance-gone');
  },
  staying: (context) =>
    isWanted(context.state) ? pass : endOnceConfirmed(context, 'NotTerminating', 'not-terminating'),
};

function withoutAutoScaling(context: StepContext): StepResult {
  const { state } = context;
  if (mayBeOfOtherGroup(state)) return wait('CannotSee');
  if (isWanted(state)) return pass;
  return state.lifecycle.kind === 'waiting' ? ownership(context) : wait('CannotSee');
}

const isNotRequested = ({ lifecycleActions, ec2Notices, operatorRequest }: DrainState): boolean =>
  lifecycleActions.length + ec2Notices.length === 0 && operatorRequest === undefined;

/** What the group's hooks say, such as that nothing is to be touched, counts before anything is done for EC2. */
const awaitsSettings = ({ state, observation }: StepContext): boolean =>
  isForEc2Alone(state) &&
  state.groupOfInstance !== undefined &&
  state.groupSettings === undefined &&
  !(isUnknown(observation.groupSettings) && observation.groupSettings.callError.cause === 'permanent');

/** Auto Scaling has not said yet which group the instance is in, and not all groups are drained. */
const mayBeOfOtherGroup = ({ spec, groupOfInstance, lifecycle }: DrainState): boolean =>
  spec.groups.length > 0 && groupOfInstance === undefined && lifecycle.kind === 'not-seen';

/** Neither Auto Scaling nor, where an EC2 notice came, EC2 wants it gone: confirmed after a grace. */
function endOnceConfirmed(context: StepContext, reason: Reason, outcome: Outcome): StepResult {
  const { observation, state, requestedAt, now } = context;
  const isForEc2 = state.ec2Notices.length > 0;
  if (isForEc2 && observation.ec2Instance?.kind !== 'known') return wait('CannotSee');
  const at = confirmedFrom(context, Math.max(...unconfirmedSince(state), 0));
  if (requestedAt < at) return wait(isForEc2 ? 'NotReclaimed' : reason, Math.max(at, now));
  return end(valueOf(observation.ec2Instance) && isForEc2 ? 'not-terminating' : outcome);
}

const unconfirmedSince = ({ lifecycle, reclaim }: DrainState): readonly number[] => [
  ...(lifecycle.kind === 'not-waiting' ? [lifecycle.unconfirmedSince] : []),
  ...(reclaim.kind === 'not-reclaimed' ? [reclaim.unconfirmedSince] : []),
];

/** Its metadata is not known yet, although our role may read it. */
const isUnread = ({ hook, notice }: LifecycleAction, { observation }: StepContext): boolean =>
  hook.kind === 'not-read' &&
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
    if (open.some((action) => isUnread(action, context))) return wait('HookNotSeen');
    return open.every((action) => action.noActiveActionSince !== undefined) ? wait('NoActiveAction') : pass;
  }
  if (isWanted(state) && completionSent === undefined) return pass;
  if (owners.some(({ owner }) => owner === 'unknown')) return wait('HookNotSeen');
  return end(ours.length > 0 ? (completionSent ?? 'completed-elsewhere') : 'not-our-hook');
}
