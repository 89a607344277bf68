import { isBeingReclaimed } from '../observation/reclaimed-by-ec2';
import type { DrainState } from '../state/drain-state';
import { registrationOf } from '../state/host';
import { hasWaited } from '../state/lifecycle';
import { pass, wait, type Step } from './step';

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
        return wait('Registering');
      case 'ACTIVE': {
        // ECS is eventually consistent: what we just set may not show at once.
        const setAt = registration.drainingRequest?.acceptedAt;
        const shows = setAt === undefined ? undefined : setAt + context.state.spec.resyncSeconds * 1000;
        if (shows !== undefined && context.now < shows) return wait('AwaitingDraining');
        if (wasSetBack(context.state)) return wait('SetBackToActive');
        return {
          kind: 'act',
          reason: 'SettingDraining',
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
