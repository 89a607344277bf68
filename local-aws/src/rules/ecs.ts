import type { Rule } from './rule';

const guide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const api = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';

/** How Amazon ECS behaves. */
export const ecsRules = [
  {
    name: 'ecs-request-rates',
    says: 'Calls of a class share a token bucket; over its burst and rate they are a ThrottlingException.',
    source: `${api}/request-throttling.html`,
  },
  {
    name: 'ecs-batch-limits',
    says: 'Describe takes 1 to 100 tasks or instances, a change of state 1 to 10, services and protections 1 to 10.',
    source: `${api}/API_DescribeTasks.html`,
  },
  {
    name: 'ecs-pages-of-100',
    says: 'A listing answers at most 100 ARNs and a token for the next page.',
    source: `${api}/API_ListTasks.html`,
  },
  {
    name: 'list-tasks-desired-running-by-default',
    says: 'ListTasks answers tasks that are desired RUNNING unless told otherwise: one told to stop is not among them.',
    source: `${api}/API_ListTasks.html`,
  },
  {
    name: 'started-by-is-the-only-filter',
    says: 'ListTasks takes startedBy only without any other filter.',
    source: `${api}/API_ListTasks.html`,
  },
  {
    name: 'counts-are-of-desired-running',
    says: 'runningTasksCount and pendingTasksCount count tasks desired RUNNING, not containers that still run.',
    source: `${api}/API_ContainerInstance.html`,
  },
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
    name: 'protection-guards-from-scale-in',
    says: 'A task in scale-in protection is not stopped because its service has too many.',
    source: `${guide}/task-scale-in-protection.html`,
  },
  {
    name: 'protection-is-for-service-tasks',
    says: 'Scale-in protection of a task that belongs to no service is the failure TASK_NOT_VALID.',
    source: `${api}/API_UpdateTaskProtection.html`,
  },
  {
    name: 'protection-expires',
    says: 'Scale-in protection ends by itself after 1 to 2,880 minutes, 120 unless told otherwise.',
    source: `${api}/API_UpdateTaskProtection.html`,
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
    name: 'placement-needs-room',
    says: 'A task is placed only where its CPU and memory are left.',
    source: `${guide}/task-placement.html`,
  },
  {
    name: 'placement-needs-a-connected-agent',
    says: 'A container instance whose agent is disconnected takes no new tasks.',
    source: `${api}/API_ContainerInstance.html`,
  },
  {
    name: 'placement-failures-are-told',
    says: 'A service that cannot place a task says so in its events and as SERVICE_TASK_PLACEMENT_FAILURE, once in six hours.',
    source: `${guide}/service-event-messages.html`,
  },
  {
    name: 'stopping-tasks-hold-their-room',
    says: 'A task holds its share of the instance until it is STOPPED, not until it is told to stop.',
    source: 'documents silent: the agent frees what a task holds when its containers have ended',
  },
  {
    name: 'deregistration-delay-comes-before-sigterm',
    says: "A task in a target group is DEACTIVATING for the group's deregistration delay before its containers get SIGTERM.",
    source: `${guide}/task-lifecycle-explanation.html`,
  },
  {
    name: 'sigkill-after-stop-timeout',
    says: 'A container that has not ended its stop timeout after SIGTERM is killed.',
    source: `${api}/API_ContainerDefinition.html`,
  },
  {
    name: 'essential-containers-end-their-task',
    says: 'A task whose essential container ends is stopped.',
    source: `${api}/API_ContainerDefinition.html`,
  },
  {
    name: 'stopped-tasks-are-forgotten',
    says: 'A STOPPED task can be described for an hour; later it is MISSING.',
    source: `${api}/API_DescribeTasks.html`,
  },
  {
    name: 'deregistered-instances-are-forgotten',
    says: 'A deregistered container instance can be described as INACTIVE for an hour; later it is MISSING.',
    source:
      'documents silent: "may remain discoverable in your account for a period of time", taken as an hour',
  },
  {
    name: 'deregistration-is-refused-while-tasks-run',
    says: 'DeregisterContainerInstance without force is refused while tasks run on the instance.',
    source: `${api}/API_DeregisterContainerInstance.html`,
  },
  {
    name: 'forced-deregistration-orphans-containers',
    says: 'Deregistration by force leaves containers running, no longer accounted for, until their host ends.',
    source: `${api}/API_DeregisterContainerInstance.html`,
  },
  {
    name: 'host-termination-deregisters',
    says: 'A container instance whose EC2 instance is terminated while its agent is connected leaves the cluster.',
    source: `${api}/API_DeregisterContainerInstance.html`,
  },
  {
    name: 'disconnected-instances-stay-registered',
    says: 'A container instance whose agent is disconnected stays in the cluster when its EC2 instance is terminated.',
    source: `${api}/API_DeregisterContainerInstance.html`,
  },
  {
    name: 'disconnected-agents-report-later',
    says: 'Orders to a disconnected agent and its reports wait until it connects again; containers do not wait.',
    source: `${api}/API_ContainerInstance.html`,
  },
  {
    name: 'hung-hosts-never-report',
    says: 'On a host that hangs nothing ends and nothing is reported, until EC2 ends the host.',
    source: 'seen in the field',
  },
  {
    name: 'a-host-registered-anew-is-another-instance',
    says: 'An agent that has lost its state registers its EC2 instance as a new container instance beside the old one.',
    source: `${api}/API_RegisterContainerInstance.html`,
  },
  {
    name: 'host-termination-stops-tasks',
    says: 'The tasks of a terminated EC2 instance become STOPPED.',
    source: `${guide}/ecs_task_events.html`,
  },
  {
    name: 'clusters-in-use-are-not-deleted',
    says: 'DeleteCluster is refused while the cluster has container instances, services or tasks.',
    source: `${api}/API_DeleteCluster.html`,
  },
  {
    name: 'services-in-use-are-not-deleted',
    says: 'DeleteService without force is refused while a REPLICA service wants tasks.',
    source: `${api}/API_DeleteService.html`,
  },
  {
    name: 'task-events-for-each-status',
    says: 'EventBridge gets an ECS Task State Change for each status of a task, and for the order to stop it.',
    source: `${guide}/ecs_task_events.html`,
  },
  {
    name: 'instance-events-for-orders',
    says: 'An ECS Container Instance State Change is sent when a task is ordered to start or to stop there.',
    source: `${guide}/ecs_container_instance_events.html`,
  },
  {
    name: 'no-instance-event-for-the-final-stop',
    says: 'None is sent when a task that was ordered to stop has stopped, only for one that stopped by itself.',
    source: `${guide}/ecs_container_instance_events.html`,
  },
  {
    name: 'instance-events-for-changes',
    says: 'One is sent when an instance is registered or deregistered, and when its agent connects or disconnects.',
    source: `${guide}/ecs_container_instance_events.html`,
  },
  {
    name: 'managed-draining-adds-its-hook',
    says: 'A capacity provider with managed draining puts ecs-managed-draining-termination-hook on its group.',
    source: `${guide}/managed-instance-draining.html`,
  },
  {
    name: 'managed-draining-drains',
    says: 'Managed draining sets a terminating instance DRAINING and completes its own hook when no task is left but daemons.',
    source: `${guide}/managed-instance-draining.html`,
  },
] as const satisfies readonly Rule[];
