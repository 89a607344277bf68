import type { Rule } from './rule';

const guide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const api = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';

/** How tasks are placed, kept and stopped. */
export const tasksRules = [
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
] as const satisfies readonly Rule[];
