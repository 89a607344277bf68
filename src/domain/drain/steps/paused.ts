import { Reason } from '../../reasons';
import { hostOf, pass, wait, type Step } from './step';

/**
 * An operator paused the drain: nothing is set, stopped or completed by us, also not at the deadline. Heartbeats go on, and ECS goes
 * on moving the tasks of services once the instance is DRAINING. Before that a permit is returned: others may act meanwhile.
 */
export const paused: Step = {
  name: 'paused',
  decide: (context) => {
    const { paused, permitRequestedAt, ec2InstanceId } = context.state;
    if (paused === undefined) return pass;
    if (permitRequestedAt === undefined || hostOf(context)?.host.status !== 'ACTIVE')
      return wait(Reason.Paused);
    return { kind: 'act', reason: Reason.Paused, action: { kind: 'return-permit', ec2InstanceId } };
  },
};
