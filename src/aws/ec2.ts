/** Instances as EC2 has them: whether it reclaims one. */
import {
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeSpotInstanceRequestsCommand,
  type EC2Client,
  type InstanceStatusEvent,
} from '@aws-sdk/client-ec2';
import { batched, inOrder } from './batching';
import { call } from './call-error';

/** EC2 as a drain needs it. Every function may throw AwsCallError. */
export interface Ec2 {
  /** Such as `running`; null when EC2 does not know the instance (any more). */
  stateOf(ec2InstanceId: string): Promise<string | null>;
  /** When EC2 gave notice of its interruption, in milliseconds since the epoch; null when it has not. */
  markedForInterruptionAt(ec2InstanceId: string): Promise<number | null>;
  /** When the first of the changes that AWS has scheduled for it begins, in milliseconds since the epoch; null: none. */
  scheduledChangeAt(ec2InstanceId: string): Promise<number | null>;
}

/** EC2 takes 200 values a filter: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
const idsAtOnce = 100;

/**
 * A request's status from the interruption notice on. EC2 that needs the capacity back says at once that it has terminated the
 * instance, which runs on for the two minutes all the same; other causes are marked first.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instances-request-status-lifecycle.html
 */
const interrupted = [
  'marked-for-termination',
  'marked-for-stop',
  'marked-for-stop-by-experiment',
  'instance-terminated-no-capacity',
  'instance-terminated-by-price',
  'instance-terminated-by-experiment',
];

/**
 * Asked by filter, where an id that EC2 does not know is no error and takes nothing from the others.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-request-status.html
 */
export const createEc2 = (client: EC2Client): Ec2 => ({
  stateOf: batched<string, string | null>(idsAtOnce, async (ids) => {
    const { Reservations = [] } = await call('ec2.DescribeInstances', () =>
      client.send(new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values: [...ids] }] })),
    );
    const found = Reservations.flatMap(({ Instances = [] }) => Instances);
    return inOrder(ids, found, ({ InstanceId }) => InstanceId, null).map(
      (instance) => instance?.State?.Name ?? null,
    );
  }),
  markedForInterruptionAt: batched<string, number | null>(idsAtOnce, async (ids) => {
    const { SpotInstanceRequests: found = [] } = await call('ec2.DescribeSpotInstanceRequests', () =>
      client.send(
        new DescribeSpotInstanceRequestsCommand({
          Filters: [
            { Name: 'instance-id', Values: [...ids] },
            { Name: 'status-code', Values: interrupted },
          ],
        }),
      ),
    );
    return inOrder(ids, found, ({ InstanceId }) => InstanceId, null).map(
      (request) => request?.Status?.UpdateTime?.getTime() ?? null,
    );
  }),
  // It has no filter by instance, and one id that EC2 does not know would be an error for all: each by itself, they are rare.
  scheduledChangeAt: async (ec2InstanceId) => {
    const { InstanceStatuses = [] } = await call('ec2.DescribeInstanceStatus', () =>
      client.send(
        new DescribeInstanceStatusCommand({ InstanceIds: [ec2InstanceId], IncludeAllInstances: true }),
      ),
    );
    const starts = InstanceStatuses.flatMap(({ Events = [] }) => Events)
      .filter(isAhead)
      .flatMap(({ NotBefore }) => NotBefore?.getTime() ?? []);
    return starts.length > 0 ? Math.min(...starts) : null;
  },
});

/** EC2 shows events for a while after their end, and says so in the description. */
const isAhead = ({ Description = '' }: InstanceStatusEvent): boolean =>
  !/^\[(completed|canceled)\]/i.test(Description);
