/**
 * What an operator can set for a drain: by the worker's configuration, and for one group by its hook's metadata.
 * Validated where it enters (src/config/spec-schema.ts); plain data here.
 */
export interface Spec {
  /** `shadow` plans and says what it would do, and touches nothing: no heartbeat either. */
  readonly mode: 'live' | 'shadow';
  /** From one observation to the next while something moves, in seconds. */
  readonly resyncSeconds: number;
  /** How long an instance must be seen in no cluster, or not terminating, before that is believed, in seconds. */
  readonly absenceGraceSeconds: number;
  /** The longest time between two heartbeats, in seconds. The hook's own timeout may ask for a shorter one. */
  readonly heartbeatSeconds: number;
  /** Names of lifecycle hooks that are ours, besides those that notify the topic a message came through. */
  readonly lifecycleHooks: readonly string[];
  /** ARNs of topics and queues: hooks that notify them are ours. */
  readonly notificationTargets: readonly string[];
  /** From the start of the drain to its deadline, in seconds; undefined: only the hook's global timeout and notices set one. */
  readonly deadlineSeconds: number | undefined;
  /**
   * What happens at the deadline. `abandon` keeps the instance where its group retains abandoned ones, and is `continue`
   * where it would only hasten the end, unless it is forced.
   */
  readonly onDeadline: 'continue' | 'abandon' | 'force-abandon';
  /** How long a container may take to stop where its task definition does not say, in seconds: what the hosts' agents are set to. */
  readonly stopTimeoutSeconds: number;
  /** How long a load balancer takes to deregister a target before ECS stops the containers, in seconds. */
  readonly deregistrationDelaySeconds: number;
  /** How long standalone tasks may run on before they are told to stop, in seconds; undefined: as long as they like. */
  readonly standaloneGraceSeconds: number | undefined;
  /** DRAINING stops tasks in scale-in protection too: hold it back until their protection ends, or drain anyway. */
  readonly protectedTasks: 'wait' | 'override';
  /** What is special about some tasks; the first rule that matches wins, over all that is built in. */
  readonly taskRules: readonly TaskRule[];
  /** How long the agent may be disconnected before that counts as lost, in seconds. */
  readonly agentGraceSeconds: number;
  /** What to do when the agent is lost: wait until it is back or the deadline is reached, or complete the action. */
  readonly onAgentLost: 'wait' | 'continue';
  /** How many drains may act at once in a cluster; undefined: any number. */
  readonly maxConcurrentDrains: number | undefined;
  /** Groups whose instances are drained, by name; `*` at the end of one matches any ending. Empty: all. */
  readonly groups: readonly string[];
  /** What a rebalance recommendation is worth, which nothing can confirm. */
  readonly rebalanceRecommendations: 'ignore' | 'drain';
  /** What a cancel of the drain does to its lifecycle action: leave it to the hook's own time-out, or complete it with CONTINUE. */
  readonly onCancel: 'leave' | 'continue';
}

/** A rule for the tasks that it matches. */
export interface TaskRule {
  /** Shown in the status of each task that it matches. */
  readonly name: string;
  /** All that are given must match; `*` at the end of one matches any ending. */
  readonly match: {
    /** The task definition's family. */
    readonly family?: string | undefined;
    /** Such as `service:web` or `family:batch`. */
    readonly group?: string | undefined;
    readonly startedBy?: string | undefined;
  };
  readonly behavior: Behavior;
}

/** What a drain does about a task. */
export type Behavior =
  /** Waits until it stops. */
  | { readonly kind: 'wait' }
  /** Neither waits for it nor stops it. */
  | { readonly kind: 'skip' }
  /** Tells it to stop so long after DRAINING, and not before those of a lower order have stopped. */
  | { readonly kind: 'stop'; readonly afterSeconds: number; readonly order: number };

/** What is for the worker alone to say: whose hook it is, what may be drained, and what clusters share. */
export type WorkerSpecField =
  'lifecycleHooks' | 'notificationTargets' | 'rebalanceRecommendations' | 'groups' | 'maxConcurrentDrains';

/** What a hook's metadata may change for its group. */
export type SpecChange = Partial<Omit<Spec, WorkerSpecField>>;

export const defaultSpec: Spec = {
  mode: 'live',
  resyncSeconds: 10,
  absenceGraceSeconds: 20,
  heartbeatSeconds: 1200,
  lifecycleHooks: [],
  notificationTargets: [],
  deadlineSeconds: undefined,
  onDeadline: 'continue',
  stopTimeoutSeconds: 30,
  deregistrationDelaySeconds: 300,
  standaloneGraceSeconds: undefined,
  protectedTasks: 'wait',
  taskRules: [],
  agentGraceSeconds: 300,
  onAgentLost: 'wait',
  maxConcurrentDrains: undefined,
  groups: [],
  rebalanceRecommendations: 'ignore',
  onCancel: 'leave',
};

/** A spec with changes made to it, the later over the earlier. */
export const specWith = (spec: Spec, changes: readonly SpecChange[]): Spec =>
  Object.assign({}, spec, ...changes) as Spec; // each change is a part of a spec

/** `*` at the end of a pattern matches any ending. */
export const matchesPattern = (pattern: string, text: string | undefined): boolean =>
  pattern.endsWith('*') ? text?.startsWith(pattern.slice(0, -1)) === true : text === pattern;

/** An instance that is in no group, as far as is known, is allowed. */
export const isAllowedGroup = ({ groups }: Pick<Spec, 'groups'>, group: string | undefined): boolean =>
  groups.length === 0 || group === undefined || groups.some((pattern) => matchesPattern(pattern, group));
