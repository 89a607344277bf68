/** What of an observation is news: what is known and has not changed is not recorded once more. */
import { fingerprintOf } from './fingerprint';
import type { KnownHost, KnownTask, PlannedLook } from './look-request';
import type { Memory } from './memory/memory';
import { unknown, type Observation, type Part, type Task } from './observation';

/** The observation without tasks and services that are as they were known. {@link completed} has them again. */
export function changesIn(
  observation: Observation,
  { services: asked }: Pick<PlannedLook, 'services'>,
  { tasks: before = [] }: KnownHost,
): Observation {
  const knownTasks = new Map(before.map((task) => [task.taskArn, task]));
  const knownServices = new Map(asked.map(({ name, fingerprint }) => [name, fingerprint]));
  return {
    ...observation,
    tasks: mapped(observation.tasks, ({ listed, tasks }) => {
      const news = tasks.filter((task) => !isSame(task, knownTasks.get(task.taskArn)));
      const unchanged = tasks.length - news.length;
      return { listed, tasks: news, ...(unchanged > 0 && { unchanged }) };
    }),
    services: mapped(observation.services, (services) =>
      services.filter((service) => knownServices.get(service.serviceName) !== fingerprintOf(service)),
    ),
  };
}

/**
 * The observation with what it left out of a listing. Of tasks that were described, and of services, what it does not tell is
 * remembered in any case. Where it left out tasks that are not remembered, as another version wrote them, the tasks are unknown.
 */
export function completed(
  observation: Observation,
  { containerInstance, tasks: before }: Memory,
): Observation {
  const host = observation.containerInstance;
  const isSameHost =
    host.kind === 'unknown' || host.value?.containerInstanceArn === containerInstance?.containerInstanceArn;
  if (before === undefined || !isSameHost) return { ...observation, tasks: whole(observation.tasks) };
  return {
    ...observation,
    tasks: mapped(observation.tasks, ({ listed, tasks }) => {
      const news = new Set(tasks.map(({ taskArn }) => taskArn));
      return {
        listed,
        tasks: listed ? [...before.filter(({ taskArn }) => !news.has(taskArn)), ...tasks] : tasks,
      };
    }),
  };
}

/** The rest of a task never changes. */
const isSame = (a: Task, b: KnownTask | undefined): boolean =>
  a.lastStatus === b?.lastStatus && a.desiredStatus === b.desiredStatus && a.stoppingAt === b.stoppingAt;

/** In a listing a task that is left out and not remembered would be one that has stopped. */
const whole = (part: Observation['tasks']): Observation['tasks'] =>
  part?.kind === 'known' && part.value.listed && (part.value.unchanged ?? 0) > 0
    ? unknown({
        cause: 'transient',
        operation: 'observe',
        code: 'TasksNotRemembered',
        message: 'the tasks that have not changed were written by another version; they are listed again',
      })
    : part;

function mapped<T>(part: Part<T> | undefined, change: (value: T) => T): Part<T> | undefined {
  return part?.kind === 'known' ? { kind: 'known', value: change(part.value) } : part;
}
