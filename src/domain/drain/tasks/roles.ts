/** What a task is to a drain, and who moves it: one commented list. The first rule that matches wins. */
import { idOf, type ContainerInstance, type Service, type Task } from '../observation/observation';
import { matchesPattern, type Spec, type TaskRule, type Behavior } from '../../spec';

export type TaskRole = 'self-started' | 'daemon-service' | 'service' | 'standalone';

/** A task's role, and what is done about it. */
export interface TaskClass {
  readonly role: TaskRole;
  /** The operator's rule that decided; undefined: the role's own. */
  readonly rule: string | undefined;
  readonly behavior: Behavior | { readonly kind: 'stop-last' } | { readonly kind: 'ecs-moves' };
}

/** What roles are told from. */
export interface TaskContext {
  readonly host: ContainerInstance;
  readonly services: readonly Service[];
  readonly spec: Spec;
}

interface RoleRule {
  readonly role: TaskRole;
  readonly matches: (task: Task, context: TaskContext) => boolean;
  readonly behavior: (spec: Spec) => TaskClass['behavior'];
}

const roleRules: readonly RoleRule[] = [
  {
    // User data that runs StartTask for its own host passes the container instance's id as startedBy.
    role: 'self-started',
    matches: (task, { host }) => task.startedBy === idOf(host.containerInstanceArn),
    behavior: () => ({ kind: 'stop-last' }),
  },
  {
    // ECS stops a DAEMON service's task by itself, after the replicas.
    role: 'daemon-service',
    matches: (task, { services }) => serviceOf(task, services)?.schedulingStrategy === 'DAEMON',
    behavior: () => ({ kind: 'ecs-moves' }),
  },
  {
    // ECS replaces these elsewhere. While a service's strategy is not known its tasks count as these.
    role: 'service',
    matches: (task) => serviceNameOf(task) !== undefined,
    behavior: () => ({ kind: 'ecs-moves' }),
  },
  {
    // RunTask and StartTask: ECS leaves these alone.
    role: 'standalone',
    matches: () => true,
    behavior: ({ standaloneGraceSeconds }) =>
      standaloneGraceSeconds === undefined
        ? { kind: 'wait' }
        : { kind: 'stop', afterSeconds: standaloneGraceSeconds, order: 0 },
  },
];

const standalone: TaskClass = { role: 'standalone', rule: undefined, behavior: { kind: 'wait' } };

/** The operator's rules come first; a role is told in any case. */
export function classifyTask(task: Task, context: TaskContext): TaskClass {
  const own = roleRules.find((rule) => rule.matches(task, context));
  if (own === undefined) return standalone;
  const set = context.spec.taskRules.find((rule) => isMatch(rule, task));
  return { role: own.role, rule: set?.name, behavior: set?.behavior ?? own.behavior(context.spec) };
}

function isMatch({ match }: TaskRule, task: Task): boolean {
  const { family, group, startedBy } = match;
  const pairs = [
    [family, familyOf(task)],
    [group, task.group],
    [startedBy, task.startedBy],
  ] as const;
  const given = pairs.filter(([pattern]) => pattern !== undefined);
  return given.length > 0 && given.every(([pattern, text]) => matchesPattern(pattern ?? '', text));
}

/** Such as `batch` of `arn:aws:ecs:…:task-definition/batch:7`. */
const familyOf = ({ taskDefinitionArn }: Task): string | undefined =>
  taskDefinitionArn && idOf(taskDefinitionArn).split(':')[0];

/** A task's service has its name in the group. */
export const serviceNameOf = ({ group }: Task): string | undefined =>
  group?.startsWith('service:') ? group.slice('service:'.length) || undefined : undefined;

export const serviceOf = (task: Task, services: readonly Service[]): Service | undefined =>
  services.find(({ serviceName }) => serviceName === serviceNameOf(task));

/** Drained means stopped: `lastStatus`, not `desiredStatus` and not a count. */
export const isStopped = (task: Task): boolean => task.lastStatus === 'STOPPED';

/** Told to stop, and still in its stop timeout. */
export const isStopping = (task: Task): boolean => task.desiredStatus === 'STOPPED' && !isStopped(task);

/**
 * Whether ECS counts more tasks on the instance than are known: some task has not shown in a listing. The counts can
 * prove that much and no more; 0 proves nothing, because tasks in their stop timeout are not counted.
 */
export function hasUnaccountedTasks(host: ContainerInstance, outstanding: readonly Task[]): boolean {
  return (
    host.runningTasksCount + host.pendingTasksCount > outstanding.filter((task) => !isStopping(task)).length
  );
}
