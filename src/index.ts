/**
 * `ecs-drain` for programs of your own: ask drains what they do, tell them what to do, and start them, through Temporal.
 * Whoever runs workers in a process of their own finds `createWorkerFrom` in `ecs-drain/worker`.
 */

/** The drain: its id, what it answers, and what it may be told. */
export {
  drainIdOf,
  extendUpdate,
  holdUpdate,
  releaseUpdate,
  resumeUpdate,
  statusQuery,
  type DrainInput,
  type DrainResult,
} from './workflows/drain-instance.api';
export type { drainInstance } from './workflows/drain-instance';
export type { Order, TakenCommand } from './reconcile/command';
export type { Status, TaskStatus } from './reconcile/status/status';
export type { Condition, Outcome, Reason } from './reconcile/reasons';

/** All drains of an account and Region: paused, and going on. */
export { limitsIdOf, pauseAllUpdate, resumeAllUpdate } from './workflows/drain-limits.api';
export type { TakenOrder } from './reconcile/limits';

/** By which drains are found. */
export { searchAttributes } from './workflows/search-attributes';

/** To start one, as the starter and `ecs-drain start` do. */
export { RefusedSignalError, startDrain, type StartedDrain } from './starter/start-drain';
export { SetupMissingError } from './starter/setup-missing';
export { taskQueueOf } from './task-queue';
export type { LeavingSignal, OperatorRequest } from './reconcile/signal';
export type { Place } from './reconcile/place';

/** What is published to the outcome topic when a drain has ended. */
export type { OutcomeMessage } from './reconcile/outcome-message';
