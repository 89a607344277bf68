/**
 * The message that a lifecycle hook publishes to SNS when an instance waits in it.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html
 */
import { z } from 'zod';
import { isEc2InstanceId } from '../reconcile/signal';
import type { MessageKind } from './message-kind';
import { malformedBy } from './parsed';

/**
 * What a drain carries through its whole history is no longer than AWS makes it; a token has 36 characters, by the API.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html
 */
const longest = { name: 255, token: 128 };

const schema = z.object({
  LifecycleTransition: z.literal('autoscaling:EC2_INSTANCE_TERMINATING'),
  AutoScalingGroupName: z.string().min(1).max(longest.name),
  LifecycleHookName: z.string().min(1).max(longest.name),
  LifecycleActionToken: z.string().min(1).max(longest.token),
  EC2InstanceId: z.string().refine(isEc2InstanceId, 'expected an EC2 instance id'),
  NotificationMetadata: z.string().optional(),
});

export const terminateLifecycleAction: MessageKind = {
  name: 'terminate-lifecycle-action',
  takenFrom: 'any-carrier',
  matches: (message) => message['LifecycleTransition'] === 'autoscaling:EC2_INSTANCE_TERMINATING',
  parse: (message, { notificationTargetArn, place, sentAt }) => {
    const parsed = schema.safeParse(message);
    if (!parsed.success) return malformedBy(parsed.error);
    return {
      kind: 'signal',
      place,
      clusterHint: clusterHintOf(parsed.data.NotificationMetadata),
      signals: [
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

function clusterHintOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return metadata.safeParse(JSON.parse(text)).data?.cluster;
  } catch {
    return undefined; // the metadata is the operator's own text, and need not be JSON
  }
}
