import { Reason } from '../../reasons';
import { hostOf, pass, wait, type Step } from './step';

/**
 * A person holds the drain: nothing is set, stopped or completed by us, also not at the deadline. Heartbeats go on, and ECS goes
 * on moving the tasks of services once the instance is DRAINING. Before that a permit is returned: others may act meanwhile.
 */
export const hold: Step = {
  name: 'hold',
  decide: (world) => {
    const { held, permitRequestedAt, ec2InstanceId } = world.memory;
    if (held === undefined) return pass;
    if (permitRequestedAt === undefined || hostOf(world)?.host.status !== 'ACTIVE') return wait(Reason.Held);
    return { kind: 'act', reason: Reason.Held, action: { kind: 'return-permit', ec2InstanceId } };
  },
};
