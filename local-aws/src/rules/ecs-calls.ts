import type { Rule } from './rule';

const api = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';

/** What ECS takes and answers. */
export const callsRules = [
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
    name: 'clusters-in-use-are-not-deleted',
    says: 'DeleteCluster is refused while the cluster has container instances, services or tasks.',
    source: `${api}/API_DeleteCluster.html`,
  },
  {
    name: 'services-in-use-are-not-deleted',
    says: 'DeleteService without force is refused while a REPLICA service wants tasks.',
    source: `${api}/API_DeleteService.html`,
  },
] as const satisfies readonly Rule[];
