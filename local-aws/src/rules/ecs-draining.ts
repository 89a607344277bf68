import type { Rule } from './rule';

const guide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const api = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';

/** How container instances drain. */
export const drainingRules = [
  {
    name: 'draining-needs-active',
    says: 'Only an ACTIVE container instance becomes DRAINING; another is a failure of the call.',
    source: `${api}/API_UpdateContainerInstancesState.html`,
  },
  {
    name: 'draining-places-nothing',
    says: 'No task is placed on a DRAINING container instance.',
    source: `${guide}/container-instance-draining.html`,
  },
  {
    name: 'draining-stops-pending-service-tasks',
    says: 'Service tasks that are PENDING on a DRAINING container instance are stopped at once.',
    source: `${guide}/container-instance-draining.html`,
  },
  {
    name: 'draining-keeps-deployment-bounds',
    says: 'RUNNING service tasks leave a DRAINING instance within minimumHealthyPercent and maximumPercent: 100/100 never moves.',
    source: `${guide}/container-instance-draining.html`,
  },
  {
    name: 'draining-leaves-standalone-tasks',
    says: 'DRAINING does not stop tasks that no service manages.',
    source: `${guide}/container-instance-draining.html`,
  },
  {
    name: 'draining-stops-protected-tasks',
    says: 'Task scale-in protection does not keep a task from leaving a DRAINING instance.',
    source: `${guide}/task-scale-in-protection.html`,
  },
  {
    name: 'draining-stops-daemons-last',
    says: 'The tasks of DAEMON services on a DRAINING instance are stopped after its replica tasks.',
    source: `${guide}/ecs_services.html`,
  },
  {
    name: 'daemons-do-not-wait-for-stopped',
    says: 'DAEMON tasks are stopped once no replica is RUNNING, while replicas may still be in their stop timeout.',
    source: 'seen in the field',
  },
  {
    name: 'managed-draining-adds-its-hook',
    says: 'A capacity provider with managed draining puts ecs-managed-draining-termination-hook on its group.',
    source: `${guide}/managed-instance-draining.html`,
  },
  {
    name: 'managed-draining-drains',
    says: 'Managed draining sets a terminating instance DRAINING once, and completes its own hook when no task is left, not even a daemon.',
    source: `${guide}/managed-instance-draining.html`,
  },
] as const satisfies readonly Rule[];
