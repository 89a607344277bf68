/** EC2 reclaims a spot instance, in about two minutes: to terminate, stop or hibernate it, which are all one to its tasks. */
import { noticed, spotEvent } from './ec2-event';
import { isEventOf } from './event-bridge-form';
import type { MessageKind } from './message-kind';
import { malformedBy } from './parsed';

export const spotInterruption: MessageKind = {
  name: 'spot-interruption',
  takenFrom: 'event-bus',
  about: {
    comesFrom: '`aws.ec2`, "EC2 Spot Instance Interruption Warning": terminate, stop or hibernate',
    verifiedBy: 'EC2: the status of the spot request (DescribeSpotInstanceRequests)',
    leadsTo: "a drain at once, with EC2's two minutes as its deadline",
    reads: ['detail.instance-id'],
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html',
  },
  matches: (message) => isEventOf(message, 'aws.ec2', 'EC2 Spot Instance Interruption Warning'),
  parse: (message, transport) => {
    const parsed = spotEvent.safeParse(message);
    if (!parsed.success) return malformedBy(parsed.error);
    return noticed(transport, {
      kind: 'spot-interruption',
      ec2InstanceId: parsed.data.detail['instance-id'],
    });
  },
};
