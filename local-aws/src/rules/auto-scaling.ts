import type { Rule } from './rule';

const guide = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide';
const api = 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference';

/** How Amazon EC2 Auto Scaling behaves. */
export const autoScalingRules = [
  {
    name: 'auto-scaling-request-rate',
    says: 'All calls of an account share a token bucket; over its burst and rate they are Throttling.',
    source: 'documents silent: the size is unpublished; a burst of 200 and 20 a second unless configured',
  },
  {
    name: 'auto-scaling-batch-limits',
    says: 'DescribeAutoScalingInstances takes at most 50 instance ids.',
    source: `${api}/API_DescribeAutoScalingInstances.html`,
  },
  {
    name: 'termination-waits-for-hooks',
    says: 'An instance that is terminated waits in Terminating:Wait until every terminating hook has ended.',
    source: `${guide}/lifecycle-hooks-overview.html`,
  },
  {
    name: 'launch-waits-for-hooks',
    says: 'An instance that is launched waits in Pending:Wait until every launching hook has ended.',
    source: `${guide}/lifecycle-hooks-overview.html`,
  },
  {
    name: 'hooks-expire',
    says: 'A lifecycle action that gets no heartbeat within its timeout ends.',
    source: `${guide}/lifecycle-hooks-overview.html`,
  },
  {
    name: 'heartbeats-restart-the-timeout',
    says: 'RecordLifecycleActionHeartbeat restarts the timeout of a lifecycle action.',
    source: `${api}/API_RecordLifecycleActionHeartbeat.html`,
  },
  {
    name: 'hooks-have-a-global-timeout',
    says: 'Heartbeats keep a lifecycle action alive for 48 hours or 100 timeouts, whichever is less.',
    source: `${guide}/lifecycle-hooks-overview.html`,
  },
  {
    name: 'expired-hooks-take-their-default-result',
    says: "A lifecycle action that times out ends with its hook's DefaultResult.",
    source: `${api}/API_PutLifecycleHook.html`,
  },
  {
    name: 'abandon-skips-other-hooks',
    says: 'ABANDON ends what other hooks of the instance wait for.',
    source: `${guide}/lifecycle-hooks-overview.html`,
  },
  {
    name: 'abandoned-instances-are-retained',
    says: 'ABANDON, explicit or by time-out, leads to Terminating:Retained where the lifecycle policy says retain.',
    source: `${guide}/instance-lifecycle-policy.html`,
  },
  {
    name: 'retained-instances-meet-their-hooks-again',
    says: 'TerminateInstanceInAutoScalingGroup of a retained instance starts its terminating hooks anew; ABANDON retains it again.',
    source: 'seen in the field',
  },
  {
    name: 'actions-end-once',
    says: 'A lifecycle action that has ended, or never was, is a ValidationError to complete or to keep alive.',
    source: `${api}/API_CompleteLifecycleAction.html`,
  },
  {
    name: 'tokens-name-one-action',
    says: 'A token is good for its own lifecycle action and for no other.',
    source: `${api}/API_CompleteLifecycleAction.html`,
  },
  {
    name: 'attached-hooks-send-a-test-notification',
    says: 'Putting a hook with a target publishes TEST_NOTIFICATION there, and fails where that fails.',
    source: `${guide}/prepare-for-lifecycle-notifications.html`,
  },
  {
    name: 'deleted-hooks-let-go',
    says: 'Deleting a hook ends what waits for it: CONTINUE for a termination, ABANDON for a launch.',
    source: `${api}/API_DeleteLifecycleHook.html`,
  },
  {
    name: 'capacity-keeps-its-bounds',
    says: 'The desired capacity of a group stays between its minimum and its maximum.',
    source: `${api}/API_SetDesiredCapacity.html`,
  },
  {
    name: 'groups-replace-what-they-lose',
    says: 'A group launches instances until it has its desired capacity.',
    source: `${guide}/auto-scaling-groups.html`,
  },
  {
    name: 'groups-in-use-are-not-deleted',
    says: 'DeleteAutoScalingGroup without ForceDelete is refused while the group has instances.',
    source: `${api}/API_DeleteAutoScalingGroup.html`,
  },
  {
    name: 'force-delete-runs-no-hooks',
    says: 'ForceDelete ends the instances of a group and their lifecycle actions at once.',
    source: `${api}/API_DeleteAutoScalingGroup.html`,
  },
  {
    name: 'detach-runs-no-hooks',
    says: 'A detached instance leaves its group without a lifecycle action, and runs on.',
    source: `${guide}/ec2-auto-scaling-detach-attach-instances.html`,
  },
  {
    name: 'warm-pool-instances-terminate-warmed',
    says: 'An instance of a warm pool that is terminated waits in Warmed:Terminating:Wait.',
    source: `${guide}/warm-pool-instance-lifecycle.html`,
  },
  {
    name: 'groups-notice-instances-that-are-gone',
    says: 'A health check finds an instance that EC2 terminated; the group ends and replaces it.',
    source: `${guide}/ec2-auto-scaling-health-checks.html`,
  },
  {
    name: 'hooks-run-for-instances-already-gone',
    says: 'The terminating hooks of an instance that EC2 has terminated run all the same, after its end.',
    source: 'seen in the field',
  },
] as const satisfies readonly Rule[];
