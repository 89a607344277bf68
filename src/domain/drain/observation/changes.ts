/** What of an observation is news: what is known and has not changed is not recorded once more. */
import { fingerprintOf } from '../../format/fingerprint';
import { knownHostOf, type KnownHost, type KnownTask, type PlannedObservation } from './observation-request';
import type { DrainState } from '../state/drain-state';
import type { Observation, Part, Task } from './observation';

/** The observation without tasks and services that are as they were known. {@link completed} has them again. */
export function changesIn(
  observation: Observation,
  { services: asked }: Pick<PlannedObservation, 'services'>,
  { tasks: before = [] }: KnownHost,
): Observation {
  const knownTasks = new Map(before.map((task) => [task.taskArn, task]));
  const knownServices = new Map(asked.map(({ name, fingerprint }) => [name, fingerprint]));
  return {
    ...observation,
    tasks: mapped(observation.tasks, ({ listed, tasks }) => {
      const news = tasks.filter((task) => !isSame(task, knownTasks.get(task.taskArn)));
      return { listed, ...(listed && news.length < tasks.length && { isCut: true }), tasks: news };
    }),
    services: mapped(observation.services, (services) =>
      services.filter((service) => knownServices.get(service.serviceName) !== fingerprintOf(service)),
    ),
  };
}

/**
 * The observation with what it left out of a listing. Of tasks that were described, and of services, what it does not tell is
 * remembered in any case.
 */
export function completed(observation: Observation, state: DrainState): Observation {
  const { containerInstance, tasks: before } = knownHostOf(state);
  const host = observation.containerInstance;
  const isSameHost =
    host.kind === 'unknown' || host.value?.containerInstanceArn === containerInstance?.containerInstanceArn;
  if (before === undefined || !isSameHost)
    // Another version may have known what was left out, and kept it in a way that this one does not understand.
    return {
      ...observation,
      tasks: mapped(observation.tasks, ({ listed, isCut, tasks }) => ({ listed: listed && !isCut, tasks })),
    };
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

function mapped<T>(part: Part<T> | undefined, change: (value: T) => T): Part<T> | undefined {
  return part?.kind === 'known' ? { kind: 'known', value: change(part.value) } : part;
}
