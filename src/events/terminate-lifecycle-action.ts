/**
 * What Auto Scaling tells when an instance waits in a termination hook: to the topic or queue that the hook notifies, and to
 * EventBridge.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
 */
import { z } from 'zod';
import { ec2InstanceId, text } from './fields';
import { isLifecycleAction, lifecycleActionOf, lifecyclePage } from './lifecycle-form';
import type { MessageKind } from './message-kind';
import { malformedBy } from './parsed';
import { readObject } from './read-object';

/**
 * As long as AWS makes them; a token has 36 characters, by the API.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html
 */
const longest = { name: 255, token: 128, metadata: 4000 };

const schema = z.object({
  LifecycleTransition: z.literal('autoscaling:EC2_INSTANCE_TERMINATING'),
  AutoScalingGroupName: text(longest.name),
  LifecycleHookName: text(longest.name),
  LifecycleActionToken: text(longest.token),
  EC2InstanceId: ec2InstanceId,
  // For display alone, so that nothing can be wrong with it.
  NotificationMetadata: z.string().max(longest.metadata).optional().catch(undefined),
});

export const terminateLifecycleAction: MessageKind = {
  name: 'terminate-lifecycle-action',
  takenFrom: 'any-transport',
  about: {
    comesFrom:
      'Auto Scaling: the topic or queue that a termination hook notifies; or `aws.autoscaling`, "EC2 Instance-terminate Lifecycle Action"',
    verifiedBy:
      'Auto Scaling: the instance waits in `Terminating:Wait`, and the hook is ours (DescribeAutoScalingInstances, DescribeLifecycleHooks)',
    leadsTo: 'a drain; then the action is completed',
    reads: [
      'LifecycleTransition',
      'AutoScalingGroupName',
      'LifecycleHookName',
      'LifecycleActionToken',
      'EC2InstanceId',
      'Destination',
      'NotificationMetadata',
    ],
    page: lifecyclePage,
  },
  matches: (message) => isLifecycleAction(message, 'TERMINATING'),
  parse: (message, { notificationTargetArn, accountRegion, sentAt }) => {
    const parsed = schema.safeParse(lifecycleActionOf(message));
    if (!parsed.success) return malformedBy(parsed.error);
    return {
      kind: 'notices',
      accountRegion,
      clusterHint: clusterHintOf(parsed.data.NotificationMetadata),
      notices: [
        {
          kind: 'terminate-lifecycle-action',
          ec2InstanceId: parsed.data.EC2InstanceId,
          autoScalingGroupName: parsed.data.AutoScalingGroupName,
          lifecycleHookName: parsed.data.LifecycleHookName,
          lifecycleActionToken: parsed.data.LifecycleActionToken,
          notificationTargetArn,
          sentAt,
        },
      ],
    };
  },
};

const metadata = z.object({ cluster: z.string().regex(/^[A-Za-z0-9_-]{1,255}$/) });

/** The metadata is the operator's own text, and need not be JSON. */
const clusterHintOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : metadata.safeParse(readObject(text)).data?.cluster;
