import { registrationOf } from '../state/host';
import { pass, wait, type Step } from './step';

export const paused: Step = {
  name: 'paused',
  decide: (context) => {
    const { intervention, permitRequestedAt, ec2InstanceId } = context.state;
    if (intervention?.kind !== 'pause') return pass;
    const status = registrationOf(context.state)?.containerInstance.status;
    if (permitRequestedAt === undefined || status !== 'ACTIVE') return wait('Paused');
    return { kind: 'act', reason: 'Paused', action: { kind: 'return-permit', ec2InstanceId } };
  },
};
