import { deadlineOf } from '../schedule/deadline';
import { isShadow } from '../shadow';
import { isBeingReclaimed } from '../observation/reclaimed-by-ec2';
import { registrationOf } from '../state/host';
import { isOpen, pass, stopBy, wait, type Step } from './step';

/** A permit that was given, or taken back, wakes the drain; should that be lost, it is asked for again. */
const askAgainMs = 5 * 60_000;

export const permit: Step = {
  name: 'permit',
  decide: (context) => {
    const { spec, limits, permitRequestedAt, ec2InstanceId } = context.state;
    const registration = registrationOf(context.state);
    if (registration === undefined || !isOpen(context) || isBeingReclaimed(context.state)) return pass;
    if (spec.maxConcurrentDrains === undefined || isShadow(context.state) || limits?.hasPermit) return pass;
    const urgentAt = stopBy(context);
    if (context.now >= urgentAt) return pass;
    const askAt = permitRequestedAt === undefined ? context.now : permitRequestedAt + askAgainMs;
    if (context.now < askAt) return wait('AwaitingPermit', Math.min(askAt, urgentAt));
    return {
      kind: 'act',
      reason: 'AwaitingPermit',
      action: {
        kind: 'request-permit',
        request: {
          ec2InstanceId,
          clusterArn: registration.containerInstance.clusterArn,
          budget: spec.maxConcurrentDrains,
          deadlineAt: deadlineOf(context.state)?.at,
          requestedAt: context.now,
        },
      },
    };
  },
};
