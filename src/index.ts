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
export type { CommandReply, Order, TakenCommand } from './reconcile/command';
/** How a drain stands, from what its `statusQuery` answers. */
export { statusIn, type DrainView } from './reconcile/state/view';
export { UnknownStateError } from './reconcile/state/state';
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
