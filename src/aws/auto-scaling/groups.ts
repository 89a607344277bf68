/** Groups and their instances. */
import {
  type AutoScalingClient,
  type AutoScalingGroup as AwsGroup,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
} from '@aws-sdk/client-auto-scaling';
import type { AutoScalingGroup, AutoScalingInstance } from '../../domain/drain/observation/observation';
import { batched, inOrder, sharedByKey } from '../batching';
import { call } from '../call-error';
import type { AutoScaling } from './auto-scaling';

/**
 * For both.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingInstances.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html
 */
const describeLimit = 50;

/** All drains of a group ask for it, and people rarely change a group's policy. */
const keep = { ttlMs: 5_000, most: 1_000 };

export const createGroups = (
  client: AutoScalingClient,
): Pick<AutoScaling, 'describeInstance' | 'describeGroup'> => ({
  describeInstance: batched<string, AutoScalingInstance | null>(describeLimit, async (ids) => {
    const { AutoScalingInstances: found = [] } = await call('autoscaling.DescribeAutoScalingInstances', () =>
      client.send(new DescribeAutoScalingInstancesCommand({ InstanceIds: [...ids] })),
    );
    return inOrder(ids, found, (instance) => instance.InstanceId, null).map(
      (instance) =>
        instance && {
          lifecycleState: instance.LifecycleState ?? '',
          autoScalingGroupName: instance.AutoScalingGroupName ?? '',
        },
    );
  }),
  describeGroup: sharedByKey(
    keep,
    batched<string, AutoScalingGroup | null>(describeLimit, async (names) => {
      const { AutoScalingGroups: found = [] } = await call('autoscaling.DescribeAutoScalingGroups', () =>
        client.send(
          new DescribeAutoScalingGroupsCommand({
            AutoScalingGroupNames: [...names],
            IncludeInstances: false,
          }),
        ),
      );
      return inOrder(names, found, (group) => group.AutoScalingGroupName, null).map(
        (group) => group && groupView(group),
      );
    }),
  ),
});

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RetentionTriggers.html */
const groupView = ({ InstanceLifecyclePolicy: policy }: AwsGroup): AutoScalingGroup => ({
  retainsAbandoned: policy?.RetentionTriggers?.TerminateHookAbandon === 'retain',
});
