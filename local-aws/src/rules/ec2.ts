import type { Rule } from './rule';

const guide = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide';

/** How Amazon EC2 behaves, as far as it matters to a drain. */
export const ec2Rules = [
  {
    name: 'unknown-instances-are-errors',
    says: 'Asking for an instance that EC2 does not know is InvalidInstanceID.NotFound.',
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-error-codes.html',
  },
  {
    name: 'terminated-instances-are-forgotten',
    says: 'A terminated instance can be described for about an hour.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html',
  },
  {
    name: 'user-data-names-the-cluster',
    says: 'The agent joins the cluster of the line ECS_CLUSTER=… that user data writes to /etc/ecs/ecs.config.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html',
  },
  {
    name: 'instances-shut-down-first',
    says: 'An instance is shutting-down before it is terminated, and stopping before it is stopped.',
    source: `${guide}/ec2-instance-lifecycle.html`,
  },
  {
    name: 'state-changes-are-events',
    says: 'EventBridge is told of each state of an instance as it enters it.',
    source: `${guide}/monitoring-instance-state-changes.html`,
  },
  {
    name: 'statuses-are-of-running-instances',
    says: 'DescribeInstanceStatus answers running instances only, unless IncludeAllInstances is true.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html',
  },
  {
    name: 'spot-notices-come-first',
    says: 'EC2 warns of a spot interruption two minutes before it; of a hibernation as it begins.',
    source: `${guide}/spot-instance-termination-notices.html`,
  },
  {
    name: 'spot-instances-are-taken',
    says: 'After its notice a spot instance is stopped or terminated, whatever waits for it; no lifecycle hook delays that.',
    source: `${guide}/spot-interruptions.html`,
  },
  {
    name: 'spot-requests-follow-their-instance',
    says: "A spot request's state and status say what became of its instance: fulfilled, marked, stopped or terminated, and why.",
    source: `${guide}/spot-request-status.html`,
  },
  {
    name: 'spot-requests-are-forgotten',
    says: 'A spot request can be described for four hours after its instance is terminated.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotInstanceRequests.html',
  },
  {
    name: 'scheduled-changes-are-health-events',
    says: 'AWS Health tells EventBridge of a scheduled change, in one event for all the instances that it is about.',
    source: 'https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html',
  },
  {
    name: 'scheduled-changes-take-place',
    says: 'An instance whose retirement or stop is scheduled is stopped at that time.',
    source: `${guide}/schedevents_actions_retire.html`,
  },
  {
    name: 'agents-drain-at-spot-notices',
    says: 'With ECS_ENABLE_SPOT_INSTANCE_DRAINING the agent sets its container instance DRAINING at a notice to stop or terminate.',
    source:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/spot-instance-draining-linux-container.html',
  },
] as const satisfies readonly Rule[];
