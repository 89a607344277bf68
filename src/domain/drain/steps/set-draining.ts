import { Reason } from '../../reasons';
import { isBeingReclaimed } from '../observation/reclaimed-by-ec2';
import type { DrainState } from '../state/drain-state';
import { registrationOf } from '../state/host';
import { hasWaited } from '../state/lifecycle';
import { pass, wait, type Step } from './step';

/**
 * No new task may be placed here. On an instance that is being terminated DRAINING is set whenever an observation shows ACTIVE, also
 * when it was set back; on one that stays an operator's ACTIVE is respected.
 */
export const setDraining: Step = {
  name: 'set-draining',
  decide: (context) => {
    const registration = registrationOf(context.state);
    if (registration === undefined) return pass;
    const { status, clusterArn, containerInstanceArn } = registration.containerInstance;
    switch (status) {
      case 'DRAINING':
        return pass;
      case 'REGISTERING':
        return wait(Reason.Registering);
      case 'ACTIVE': {
        // ECS is eventually consistent: what we just set may not show at once.
        const setAt = registration.drainingRequest?.acceptedAt;
        const shows = setAt === undefined ? undefined : setAt + context.state.spec.resyncSeconds * 1000;
        if (shows !== undefined && context.now < shows) return wait(Reason.AwaitingDraining);
        if (wasSetBack(context.state)) return wait(Reason.SetBackToActive);
        return {
          kind: 'act',
          reason: Reason.SettingDraining,
          action: { kind: 'set-draining', clusterArn, containerInstanceArn },
        };
      }
      default:
        // DEREGISTERING, REGISTRATION_FAILED: on its way out of the cluster; nothing is placed on it.
        return pass;
    }
  },
};

const wasSetBack = (state: DrainState): boolean =>
  !hasWaited(state.lifecycle) &&
  !isBeingReclaimed(state) &&
  registrationOf(state)?.drainingSince !== undefined;
