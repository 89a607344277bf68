/**
 * What the driver and a decision tell each other. The driver carries a plan out without understanding it, so a plan is data: which
 * activity runs with which arguments and time-outs, what wakes the driver, how long it waits. That is what lets a worker of one version
 * carry out what a worker of another has decided, and replay it.
 */
import type { ActivityOptions } from '@temporalio/workflow';
import type { CarriedWakeUps } from './wake-ups';

/**
 * Named parts, which the driver keeps and hands back. `core` is durable; the others are rebuilt by observations, and a version that
 * does not understand one drops it.
 */
export type State = Readonly<Record<string, unknown>>;

/** A call of an activity. */
export interface ActivityCall {
  /** The activity's name. */
  readonly activity: string;
  readonly args: readonly unknown[];
  /** Parts of the state that follow the arguments: so what the driver keeps is not recorded in the plan once more. */
  readonly stateArgs?: readonly string[];
  readonly options: ActivityOptions;
}

export interface Action extends ActivityCall {
  /** What arrives meanwhile and cancels it: a command or a cancel, or any input. */
  readonly interruptedBy: 'commands' | 'inputs';
}

export interface Plan {
  /** The parts that have changed. */
  readonly state: State;
  /** What each command among the inputs is answered, by its id. */
  readonly replies?: Readonly<Record<string, Reply>> | undefined;
  /** Comes first: its answer is an input, and the next decision says what follows. */
  readonly action?: Action | undefined;
  /** Otherwise the driver waits, then observes; undefined: only inputs are waited for. */
  readonly observation?: Observation | undefined;
  /** Markdown for the Temporal UI, or the parts of the state that have it: so what has not changed is not recorded once more. */
  readonly details: string | { readonly parts: readonly string[] };
  /** Those that have changed. */
  readonly searchAttributes?: Readonly<Record<string, string>> | undefined;
  readonly memo?: Readonly<Record<string, unknown>> | undefined;
  /** What is cancelled ends in the run that was cancelled: it does not go on in a new one. */
  readonly endsInThisRun?: boolean | undefined;
  /** Nothing is left to do, unless an input arrives first. */
  readonly end?: End | undefined;
}

export interface Observation {
  readonly call: ActivityCall;
  /** At once where it is 0 or less; undefined: only a wake-up leads to it. */
  readonly afterMs: number | undefined;
  /** Says in Temporal's history what the timer waits for. */
  readonly summary: string;
  /** Sets of opaque keys: when all keys of one have arrived by wake-ups, it is time. Undefined: those of the plan before. */
  readonly wakeWhen?: readonly (readonly string[])[] | undefined;
}

export type End =
  | { readonly kind: 'completed'; readonly result: unknown; readonly counts?: readonly Count[] }
  /** The workflow was cancelled, and the last decision is made. */
  | { readonly kind: 'cancelled'; readonly counts?: readonly Count[] }
  | { readonly kind: 'failed'; readonly type: string; readonly message: string };

/** What is counted once, when the workflow ends. With `seconds` it is a histogram, otherwise a counter. */
export interface Count {
  /** Its name in the table of metrics. */
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly seconds?: number;
}

/** How a command is answered. */
export type Reply =
  | { readonly kind: 'accepted'; readonly value: unknown }
  /** A message for its sender. */
  | { readonly kind: 'refused'; readonly message: string };

/** What has happened. Times are milliseconds since the epoch, by Temporal's clock. */
export type Input =
  | { readonly kind: 'signal'; readonly name: string; readonly at: number; readonly payload: unknown }
  | {
      readonly kind: 'command';
      readonly id: string;
      readonly name: string;
      readonly at: number;
      readonly payload: unknown;
    }
  | { readonly kind: 'cancel'; readonly at: number }
  | ({ readonly kind: 'observed' | 'acted' } & Answered);

/** What became of an activity. */
export interface Answered {
  readonly call: ActivityCall;
  readonly requestedAt: number;
  readonly at: number;
  readonly answer: Answer;
}

export type Answer =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly failure: ActivityFailureInfo }
  /** An input came first. `details`: what the activity said of the attempt that was cancelled; undefined: it did not say. */
  | { readonly kind: 'interrupted'; readonly wasStarted: boolean; readonly details: unknown };

/** An input came before the activity was scheduled. */
export const notBegun: Answer = { kind: 'interrupted', wasStarted: false, details: undefined };

/** The failure that the activity reported, or that of the attempt itself, such as a worker that died. */
export interface ActivityFailureInfo {
  readonly type: string;
  readonly message: string;
  readonly details: unknown;
}

/** What a decision is made from. */
export interface DecisionRequest {
  readonly workflowId: string;
  readonly runId: string;
  /** The argument that the workflow was started with. */
  readonly start: unknown;
  /** Undefined: nothing is decided yet. */
  readonly state: State | undefined;
  readonly inputs: readonly Input[];
  /** Milliseconds since the epoch, by Temporal's clock. */
  readonly now: number;
}

/** What one run hands to the next. */
export interface Carried {
  readonly state?: State | undefined;
  /** What arrived and was not decided on yet. */
  readonly inputs?: readonly Input[] | undefined;
  /** That of the last plan, for where the next decision fails. */
  readonly observation?: Observation | undefined;
  readonly wakeUps?: CarriedWakeUps | undefined;
}

/** What the query of a driven workflow answers. */
export interface View {
  /** Undefined: nothing is decided yet. */
  readonly state: State | undefined;
  /** Why there is no newer decision. */
  readonly decisionFailure: string | undefined;
}
