import { callsRules } from './ecs-calls';
import { drainingRules } from './ecs-draining';
import { eventsRules } from './ecs-events';
import { instancesRules } from './ecs-instances';
import { tasksRules } from './ecs-tasks';
import type { Rule } from './rule';

/** How Amazon ECS behaves. */
export const ecsRules = [
  ...callsRules,
  ...drainingRules,
  ...tasksRules,
  ...instancesRules,
  ...eventsRules,
] as const satisfies readonly Rule[];
