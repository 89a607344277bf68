import { Reason } from '../../reasons';
import { isBeingReclaimed } from '../observation/reclaimed-by-ec2';
import { hostOf, pass, wait, type Step, type StepContext } from './step';

/**
 * No new task may be placed here. On an instance that is being terminated DRAINING is set whenever an observation shows ACTIVE, also
 * when somebody set it back; on one that stays a person's ACTIVE is respected.
 */
export const setDraining: Step = {
  name: 'set-draining',
  decide: (context) => {
    const found = hostOf(context);
    if (found === undefined) return pass;
    const { status, clusterArn, containerInstanceArn } = found.host;
    switch (status) {
      case 'DRAINING':
        return pass;
      case 'REGISTERING':
        return wait(Reason.Registering);
      case 'ACTIVE': {
        // ECS is eventually consistent: what we just set may not show at once.
        const setAt = context.state.drainingSetAt;
        const shows = setAt === undefined ? undefined : setAt + context.state.spec.resyncSeconds * 1000;
        if (shows !== undefined && context.now < shows) return wait(Reason.AwaitingDraining);
        if (wasSetBack(context)) return wait(Reason.SetBackToActive);
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

const wasSetBack = ({ state }: StepContext): boolean =>
  state.confirmedAt === undefined && !isBeingReclaimed(state) && state.drainingSince !== undefined;
