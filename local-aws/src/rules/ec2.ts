import type { Rule } from './rule';

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
] as const satisfies readonly Rule[];
