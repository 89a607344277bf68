/** An instance stops or is terminated, whatever caused it. */
import { z } from 'zod';
import { noticed } from './ec2-event';
import { isEventOf } from './event-bridge-form';
import { ec2InstanceId } from './fields';
import type { MessageKind } from './message-kind';
import { ignored, malformedBy } from './parsed';

const comes = z.enum(['pending', 'running']);
const goes = z.enum(['stopping', 'stopped', 'shutting-down', 'terminated']);

const schema = z.object({
  detail: z.object({ 'instance-id': ec2InstanceId, state: z.union([comes, goes]) }),
});

export const instanceStateChange: MessageKind = {
  name: 'instance-state-change',
  takenFrom: 'event-bus',
  about: {
    comesFrom: '`aws.ec2`, "EC2 Instance State-change Notification"',
    verifiedBy: 'EC2: the state of the instance (DescribeInstances)',
    leadsTo: '`stopping`, `stopped`, `shutting-down`, `terminated`: a drain; `pending`, `running`: ignored',
    reads: ['detail.instance-id', 'detail.state'],
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html',
  },
  matches: (message) => isEventOf(message, 'aws.ec2', 'EC2 Instance State-change Notification'),
  parse: (message, transport) => {
    const parsed = schema.safeParse(message);
    if (!parsed.success) return malformedBy(parsed.error);
    const { 'instance-id': id, state } = parsed.data.detail;
    return goes.safeParse(state).success
      ? noticed(transport, { kind: 'instance-state-change', ec2InstanceId: id })
      : ignored(`the instance is ${state}: it does not leave`);
  },
};
