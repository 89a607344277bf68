import type { Rule } from './rule';

const guide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

/** What ECS tells EventBridge. */
export const eventsRules = [
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
] as const satisfies readonly Rule[];
