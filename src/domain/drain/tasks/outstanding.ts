/** Every task that is left, what is done about it, and when it must be told to stop: told, if at all, early enough. */
import { deadlineOf, keepsAtDeadline } from '../schedule/deadline';
import { registrationOf, type Registration } from '../state/host';
import type { DrainState } from '../state/drain-state';
import type { Task } from '../observation/observation';
import { slowestSeconds } from './stop-time';
import {
  classifyTask,
  hasUnaccountedTasks,
  isStopping,
  serviceNameOf,
  serviceOf,
  type TaskClass,
} from './roles';

export interface OutstandingTask extends TaskClass {
  readonly task: Task;
  readonly isStopping: boolean;
  /** From being told to stop until its last container has ended, at the longest, in milliseconds. */
  readonly stopWithinMs: number;
  /** When it is to be told to stop, in milliseconds since the epoch, and why; undefined: not by time. */
  readonly stop: Stop | undefined;
}

export interface Stop {
  readonly at: number;
  readonly cause: 'deadline' | 'rule';
}

/** An order to stop reaches ECS, and its agent, that much later than it was due. */
const orderMarginMs = 15_000;

/** Sorted by ARN, as the state has them. Empty while the container instance or its tasks are not known. */
export function outstandingTasks(state: DrainState): readonly OutstandingTask[] {
  const { services, spec } = state;
  const registration = registrationOf(state);
  if (registration?.listing === undefined) return [];
  const host = registration.containerInstance;
  const classified = registration.listing.tasks.map((task) => ({
    task,
    ...classifyTask(task, { host, services, spec }),
    isStopping: isStopping(task),
    stopWithinMs: stopWithinMs(task, state),
  }));
  const stopsOf = stopPlan(classified, registration, state);
  return classified.map((one) => ({ ...one, stop: stopsOf(one) }));
}

/** What the drain waits for: all but what an operator's rule leaves alone. */
export const blockingTasks = (state: DrainState): readonly OutstandingTask[] =>
  outstandingTasks(state).filter(({ behavior }) => behavior.kind !== 'skip');

/** Those whose time to be told to stop has come. */
export const dueTasks = (state: DrainState, now: number): readonly OutstandingTask[] =>
  blockingTasks(state).filter(({ isStopping, stop }) => !isStopping && stop !== undefined && stop.at <= now);

/** How long it takes at the longest from the first order to stop until everything has ended: daemons go last. */
export function stopsWithinMs(state: DrainState): number {
  const [last, others] = [true, false].map((isLast) =>
    blockingTasks(state)
      .filter((task) => goesLast(task) === isLast)
      .map(({ stopWithinMs }) => stopWithinMs + orderMarginMs),
  );
  return Math.max(0, ...(last ?? [])) + Math.max(0, ...(others ?? []));
}

/** When the next of them has to be told to stop, after now; Infinity: none by time. */
export const nextStopAt = (state: DrainState, now: number): number =>
  Math.min(
    ...blockingTasks(state).flatMap(({ isStopping, stop }) =>
      isStopping || stop === undefined || stop.at <= now ? [] : stop.at,
    ),
  );

type ClassifiedTask = Omit<OutstandingTask, 'stop'>;

/** Daemons go last: those of the instance itself, and those of DAEMON services. */
export const goesLast = ({ role, behavior }: TaskClass): boolean =>
  behavior.kind === 'stop-last' || (behavior.kind === 'ecs-moves' && role === 'daemon-service');

function stopPlan(
  tasks: readonly ClassifiedTask[],
  { containerInstance, drainingSince }: Registration,
  state: DrainState,
): (one: ClassifiedTask) => Stop | undefined {
  const deadline = keepsAtDeadline(state) ? undefined : deadlineOf(state);
  const daemonsWithinMs = Math.max(0, ...tasks.filter(goesLast).map((one) => one.stopWithinMs));
  // A task that ECS counts and no listing shows may be of the lowest order there is.
  const unlisted = hasUnaccountedTasks(
    containerInstance,
    tasks.map(({ task }) => task),
  )
    ? [0]
    : [];
  const orders = tasks.map(({ behavior }) => (behavior.kind === 'stop' ? behavior.order : Infinity));
  const lowestOrder = Math.min(...unlisted, ...orders);
  const byDeadline = (one: ClassifiedTask): Stop[] => {
    if (deadline === undefined) return [];
    const lastMs = goesLast(one) ? 0 : daemonsWithinMs;
    return [{ at: deadline.at - lastMs - one.stopWithinMs - orderMarginMs, cause: 'deadline' }];
  };
  const byRule = ({ behavior }: ClassifiedTask): Stop[] =>
    behavior.kind === 'stop' && behavior.order === lowestOrder && drainingSince !== undefined
      ? [{ at: drainingSince + behavior.afterSeconds * 1000, cause: 'rule' }]
      : [];
  return (one) => {
    if (one.behavior.kind === 'skip') return undefined;
    return [...byRule(one), ...byDeadline(one)].sort((a, b) => a.at - b.at)[0];
  };
}

/** Its targets are deregistered first, then its containers are stopped, each within its stop timeout. */
function stopWithinMs(task: Task, state: DrainState): number {
  const { stopTimeouts, spec } = state;
  const { chains } = stopTimeouts.find(
    ({ taskDefinitionArn }) => taskDefinitionArn === task.taskDefinitionArn,
  ) ?? { chains: [{ saidSeconds: 0, silentContainers: 1 }] };
  return (
    (slowestSeconds(chains, spec) + (isBalanced(task, state) ? spec.deregistrationDelaySeconds : 0)) * 1000
  );
}

/** A service that cannot be described may well have a load balancer. */
function isBalanced(task: Task, { services, callErrors }: DrainState): boolean {
  const isUnseen = callErrors.some(({ operation }) => operation === 'ecs.DescribeServices');
  return serviceNameOf(task) !== undefined && (serviceOf(task, services)?.hasLoadBalancer ?? isUnseen);
}

/** Told to stop so long ago that its containers should have been killed. */
export const outlivesStopTimeout = (
  { task, isStopping, stopWithinMs }: OutstandingTask,
  now: number,
): boolean => isStopping && task.stoppingAt !== undefined && now > task.stoppingAt + stopWithinMs;
