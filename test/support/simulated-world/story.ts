/** What happened in a world, as the world itself has it: what promises are judged by. */
import type { Action, ActionResult, PlannedAction } from '../../../src/domain/drain/actions';
import type { LimitsObservation } from '../../../src/domain/limits/limits';
import type { OperatorRequest } from '../../../src/domain/notice';
import type { Outcome } from '../../../src/domain/drain/vocabulary/outcomes';
import type { Behavior } from '../../../src/domain/spec';
import type { LifecycleStage } from '../../../src/domain/drain/observation/lifecycle-stage';
import type { HeartbeatFacts, LifecycleActionFacts } from './auto-scaling';
import type { HostStatus } from './host';
import type { Pause } from './limits';
import type { TaskPlan, WorldPlan } from './world-plan';

/** A container that runs, as the world knows it. */
export interface RunningTask {
  readonly arn: string;
  readonly plan: TaskPlan;
  readonly placedAt: number;
  readonly orderedAt: number;
  /** What the operator's rules say; undefined: nothing. */
  readonly rule: Behavior | undefined;
  /** How long its stop may take, by its definition and its service. */
  readonly stopWithinMs: number;
}

/** The world at one moment. */
export interface Moment {
  readonly at: number;
  /** On the registered container instance: the containers of one that ECS has forgotten are nobody's. */
  readonly running: readonly RunningTask[];
  readonly hostStatus: HostStatus | undefined;
  /** Infinity: this container instance was never DRAINING. */
  readonly drainingSince: number;
  /** What Auto Scaling answered last; undefined: nothing yet. */
  readonly stageTold: LifecycleStage | undefined;
  /** EC2 has answered that it reclaims the instance. */
  readonly isReclaimedTold: boolean;
  /** EC2 has answered that the instance is on its way out already. */
  readonly isGoingTold: boolean;
  /** What an operator asked for last. */
  readonly request: OperatorRequest | undefined;
  /** The earliest time at which a spec, an operator or a global timeout allows to cut containers short. */
  readonly deadlineAt: number;
  /** All drains are. */
  readonly isPaused: boolean;
  /** What the observation showed of the limits; undefined: it could not see them. */
  readonly limitsSeen: LimitsObservation | undefined;
  /** Infinity while the agent is connected. */
  readonly agentLostSince: number;
  readonly actions: readonly LifecycleActionFacts[];
}

/** Something that the drain did to the world. */
export interface PerformedAction extends Moment {
  readonly action: Action;
  /** When the observation began that led to it. */
  readonly observedAt: number;
  readonly result: ActionResult;
  /** It took effect, whatever was heard of it. */
  readonly isEffective: boolean;
  /** The first to set this container instance to DRAINING. */
  readonly isFirstDraining: boolean;
  /** The world changed when the same was done once more. */
  readonly changedByRepetition: boolean;
}

/** What the drain said of itself after an observation. */
export interface Saying {
  readonly observedAt: number;
  readonly at: number;
  readonly isOver: boolean;
  readonly deadline: { readonly at: number; readonly setBy: string } | undefined;
  readonly words: string;
  /** The words for the same observation with everything in another order. */
  readonly wordsPermuted: string;
  readonly longest: { readonly timer: number; readonly headline: number; readonly details: number };
  /** The same observation and state led to the same plan when asked twice. */
  readonly isRepeatable: boolean;
  /** What a shadow has planned until now. */
  readonly planned: readonly PlannedAction[];
  /** What a drain that acts would be told by a shadow's observation and state; undefined where none is. */
  readonly toldIfActing: Action | undefined;
}

export interface Ending extends Moment {
  readonly outcome: Outcome;
  readonly observedAt: number;
  /** The last plan still asks for more. */
  readonly asksForAction: boolean;
  readonly asksToObserve: boolean;
}

export interface Story {
  readonly plan: WorldPlan;
  readonly startedAt: number;
  readonly observedAt: readonly number[];
  readonly performed: readonly PerformedAction[];
  readonly sayings: readonly Saying[];
  readonly actions: readonly LifecycleActionFacts[];
  readonly heartbeats: readonly HeartbeatFacts[];
  readonly pauses: readonly Pause[];
  /** When messages and requests reached the drain. */
  readonly toldAt: readonly number[];
  /** Changes of the world, our own included, and times that were agreed upon. */
  readonly changedAt: readonly number[];
  /** Undefined: it was still going on when the world was stopped. */
  readonly end: Ending | undefined;
  readonly stoppedAt: number;
}
