import { Reason } from '../reasons';
import { hostOf, pass, wait, type Step } from './step';

/** No new task may be placed here: DRAINING is set whenever a look shows ACTIVE, also when somebody set it back. */
export const cordon: Step = {
  name: 'cordon',
  decide: (world) => {
    const found = hostOf(world);
    if (found === undefined) return pass;
    const { status, clusterArn, containerInstanceArn } = found.host;
    switch (status) {
      case 'DRAINING':
        return pass;
      case 'REGISTERING':
        return wait(Reason.Registering);
      case 'ACTIVE': {
        // ECS is eventually consistent: what we just set may not show at once.
        const setAt = world.memory.drainingSetAt;
        const shows = setAt === undefined ? undefined : setAt + world.memory.spec.resyncSeconds * 1000;
        if (shows !== undefined && world.now < shows) return wait(Reason.AwaitingDraining);
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
