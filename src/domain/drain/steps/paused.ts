import { Reason } from '../../reasons';
import { registrationOf } from '../state/host';
import { pass, wait, type Step } from './step';

/**
 * An operator paused the drain: nothing is set, stopped or completed by us, also not at the deadline. Heartbeats go on, and ECS goes
 * on moving the tasks of services once the instance is DRAINING. Before that a permit is returned: others may act meanwhile.
 */
export const paused: Step = {
  name: 'paused',
  decide: (context) => {
    const { intervention, permitRequestedAt, ec2InstanceId } = context.state;
    if (intervention?.kind !== 'pause') return pass;
    const status = registrationOf(context.state)?.containerInstance.status;
    if (permitRequestedAt === undefined || status !== 'ACTIVE') return wait(Reason.Paused);
    return { kind: 'act', reason: Reason.Paused, action: { kind: 'return-permit', ec2InstanceId } };
  },
};
