/**
 * `ecs-drain` for programs of your own: ask drains what they do, tell them what to do, and start them, through Temporal.
 * To run workers in a process of your own, use `createWorkerFrom` of `ecs-drain/worker`.
 */

/** The drain: its id, what it answers, and what it may be told. */
export {
  drainIdOf,
  extendUpdate,
  pauseUpdate as holdUpdate,
  releaseUpdate,
  resumeUpdate,
  statusQuery,
  type DrainInput,
  type DrainResult,
} from './workflows/drain.api';
export type { drainInstance } from './workflows/drain';
export type {
  CommandReply,
  Attribution as Order,
  AcceptedCommand as TakenCommand,
} from './domain/drain/command';
/** How a drain stands, from what its `statusQuery` answers. */
export { statusIn, type DrainView } from './domain/drain/state/view';
export { UnknownStateError } from './domain/drain/state/recorded-state';
export type { Status, TaskStatus } from './domain/drain/status/status';
export type { Condition } from './domain/drain/vocabulary/conditions';
export type { Outcome } from './domain/drain/vocabulary/outcomes';
export type { Phase } from './domain/drain/vocabulary/phases';
export type { Reason } from './domain/drain/vocabulary/reasons';

/** All drains of an account and Region: paused, and going on. */
export { limitsIdOf, pauseAllUpdate, resumeAllUpdate } from './workflows/limits.api';
export type { AcceptedAttribution as TakenOrder } from './domain/limits/limits';

/** By which drains are found. */
export { searchAttributes } from './temporal/search-attribute-keys';

/** To start one, as the starter and `ecs-drain start` do. */
export { RefusedNoticeError, startDrain, type StartedDrain } from './temporal/start-drain';
export { SetupMissingError } from './temporal/setup-missing';
export { taskQueueOf } from './domain/task-queue';
export type { InterruptionNotice, OperatorRequest } from './domain/notice';
export type { AccountRegion } from './domain/account-region';

/** What is published to the outcome topic when a drain has ended. */
export type { OutcomeMessage } from './domain/drain/outcome-message';
