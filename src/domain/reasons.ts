/**
 * Why a drain is where it is. One constant a reason, each saying when it surfaces; `status/words.ts` turns them into sentences.
 */

/** Why the pass did what it did. */
export const Reason = {
  /** Surfaces when the instance is on its way to its termination hook: `Terminating`, not yet `Terminating:Wait`. */
  NotYetWaiting: 'NotYetWaiting',
  /** Surfaces when Auto Scaling says that the instance is not being terminated, until that is believed. */
  NotTerminating: 'NotTerminating',
  /** Surfaces when Auto Scaling does not know the instance, until that is believed. */
  NotInGroup: 'NotInGroup',
  /** Surfaces when EC2 says that it does not reclaim the instance, until that is believed. */
  NotReclaimed: 'NotReclaimed',
  /** Surfaces when the lifecycle hook could not be read yet, so nobody can say whether it is ours. */
  HookNotSeen: 'HookNotSeen',
  /** Surfaces when AWS knows no active action for us while the instance still waits, until that is believed. */
  NoActiveAction: 'NoActiveAction',
  /** Surfaces when a person paused all drains of the account and Region. */
  AllPaused: 'AllPaused',
  /** Surfaces when a person wants the lifecycle action completed now, and it is being completed. */
  Releasing: 'Releasing',
  /** Surfaces when an operator paused the drain. */
  Paused: 'Paused',
  /** Surfaces when the deadline is reached and the lifecycle action is being completed whatever is left. */
  DeadlineReached: 'DeadlineReached',
  /** Surfaces when a part of AWS that the next step needs cannot be seen. */
  CannotSee: 'CannotSee',
  /** Surfaces when no candidate cluster has the instance, until that is believed. */
  NotInCluster: 'NotInCluster',
  /** Surfaces when DRAINING is held back until the protection of tasks ends. */
  TasksProtected: 'TasksProtected',
  /** Surfaces when as many drains act in the cluster as may at once: this one waits for its permit. */
  AwaitingPermit: 'AwaitingPermit',
  /** Surfaces when the container instance is still registering. */
  Registering: 'Registering',
  /** Surfaces when the container instance is ACTIVE and is being set to DRAINING. */
  SettingDraining: 'SettingDraining',
  /** Surfaces when DRAINING was set and ECS does not show it yet. */
  AwaitingDraining: 'AwaitingDraining',
  /** Surfaces when a person set an instance that nobody terminates back to ACTIVE: the drain pauses. */
  SetBackToActive: 'SetBackToActive',
  /** Surfaces when the agent was disconnected for longer than its grace, and the spec gives up on it. */
  AgentLost: 'AgentLost',
  /** Surfaces when tasks other than daemons are not STOPPED. */
  TasksRunning: 'TasksRunning',
  /** Surfaces when a rule's time has come and its tasks are being told to stop. */
  StoppingByRule: 'StoppingByRule',
  /** Surfaces when the deadline leaves just the time for a clean stop, and tasks are being told to stop. */
  StoppingForDeadline: 'StoppingForDeadline',
  /** Surfaces when only daemons are left and self-started tasks are being told to stop. */
  StoppingSelfStarted: 'StoppingSelfStarted',
  /** Surfaces when tasks of DAEMON services are left, which ECS stops by itself. */
  AwaitingDaemons: 'AwaitingDaemons',
  /** Surfaces when all but daemons were told to stop, or all, and have not stopped yet. */
  TasksStopping: 'TasksStopping',
  /** Surfaces when ECS counts tasks on the instance that no listing showed. */
  TasksUnaccounted: 'TasksUnaccounted',
  /** Surfaces when every known task has stopped and a last listing is to show that there is no other. */
  ListingAgain: 'ListingAgain',
  /** Surfaces when nothing is left and the lifecycle action is being completed. */
  Completing: 'Completing',
  /** Surfaces when a drained instance is being set back to ACTIVE, as a person wished. */
  ReturningToActive: 'ReturningToActive',
  /** Surfaces when the drain is over. */
  Ended: 'Ended',
} as const;

export type Reason = (typeof Reason)[keyof typeof Reason];

/** What somebody should know, whatever the pass did. */
export const ConditionType = {
  /** Surfaces when a hook of ours ends the wait within ten minutes, or half its timeout if that is less, and tasks are left. */
  HookExpiresSoon: 'HookExpiresSoon',
  /** Surfaces when a hook's global timeout comes before the spec's deadline, or leaves no time for the slowest stop. */
  HookTooShort: 'HookTooShort',
  /** Surfaces when tasks are told to stop, or were, because the deadline is near. */
  DeadlineApproaching: 'DeadlineApproaching',
  /** Surfaces when the spec abandons at the deadline and the group does not retain abandoned instances: it will be CONTINUE. */
  AbandonRefused: 'AbandonRefused',
  /** Surfaces when the spec abandons at the deadline and it is not known yet whether the group retains abandoned instances. */
  AbandonUnknown: 'AbandonUnknown',
  /** Surfaces when a hook's metadata is not understood: what was understood of it before still counts. */
  BadMetadata: 'BadMetadata',
  /** Surfaces when AWS does not answer, or answers that it is not well or too busy. */
  AwsUnreachable: 'AwsUnreachable',
  /** Surfaces when a call was refused because our role may not make it. */
  AccessDenied: 'AccessDenied',
  /** Surfaces when a call was refused for another reason that does not heal by itself. */
  CallRefused: 'CallRefused',
  /** Surfaces when the agent of the container instance has been disconnected for longer than its grace. */
  AgentDisconnected: 'AgentDisconnected',
  /** Surfaces when a service cannot place a task elsewhere, with the service's own event. */
  NoReplacement: 'NoReplacement',
  /** Surfaces when a service may have neither fewer nor more tasks than it wants (100/100): ECS cannot move any. */
  NoRoomToMove: 'NoRoomToMove',
  /** Surfaces when a task was told to stop and has outlived its stop timeout. */
  IgnoresSigterm: 'IgnoresSigterm',
} as const;

export type ConditionType = (typeof ConditionType)[keyof typeof ConditionType];

export interface Condition {
  readonly type: ConditionType;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** What one task waits for. */
export const TaskWait = {
  /** Surfaces when an operator's rule leaves the task alone: the drain does not wait for it. */
  Skipped: 'Skipped',
  /** Surfaces when it was told to stop and its targets and containers still have time. */
  InStopTimeout: 'InStopTimeout',
  /** Surfaces when it was told to stop and has outlived its stop timeout. */
  IgnoresSigterm: 'IgnoresSigterm',
  /** Surfaces when the agent of its host is gone: it can neither stop nor say so. */
  AgentDisconnected: 'AgentDisconnected',
  /** Surfaces when its service cannot place another. */
  NoReplacement: 'NoReplacement',
  /** Surfaces when its service may have neither fewer nor more tasks. */
  NoRoomToMove: 'NoRoomToMove',
  /** Surfaces when it still serves: ECS has not replaced it yet. */
  StillServing: 'StillServing',
  /** Surfaces when it runs as long as it likes. */
  RunsToItsEnd: 'RunsToItsEnd',
  /** Surfaces when a rule gives it some more time. */
  HasGrace: 'HasGrace',
  /** Surfaces when a rule lets others stop before it. */
  AwaitsLowerOrder: 'AwaitsLowerOrder',
  /** Surfaces when it goes last. */
  GoesLast: 'GoesLast',
} as const;

export type TaskWait = (typeof TaskWait)[keyof typeof TaskWait];

/** How a drain ended. */
export type Outcome =
  /** Every task stopped, and the action was completed with CONTINUE. */
  | 'drained'
  /** Every task stopped, as EC2 reclaims the instance; no lifecycle action of ours was there to complete. */
  | 'drained-without-hook'
  /** Every task stopped, as a person wished; the instance stays DRAINING. */
  | 'drained-on-request'
  /** Every task stopped, as a person wished, and the instance is ACTIVE again. */
  | 'returned-to-active'
  /** The deadline came first: the action was completed with CONTINUE, or there was none. */
  | 'deadline-reached'
  /** A person released it: the action was completed with CONTINUE whatever was left, or there was none. */
  | 'released'
  /** The deadline came first, and the action was completed with ABANDON. */
  | 'abandoned'
  /** The agent was gone for too long; the action was completed with CONTINUE, or there was none. */
  | 'agent-lost'
  /** The instance was in no cluster; its action was completed with CONTINUE, or there was none. */
  | 'not-in-cluster'
  /** The instance left the wait without us. */
  | 'already-leaving'
  /** Auto Scaling does not know the instance. */
  | 'instance-gone'
  /** Auto Scaling keeps the instance after an ABANDON. */
  | 'retained'
  /** Nobody wants this instance gone: neither Auto Scaling nor, where it was asked, EC2. */
  | 'not-terminating'
  /** The instance's group is not among those that this worker drains. */
  | 'group-not-allowed'
  /** No hook of ours was named. */
  | 'not-our-hook'
  /** AWS knows no active action of ours: somebody else completed it, and the instance waits for another hook. */
  | 'completed-elsewhere'
  /** A person cancelled the drain. */
  | 'cancelled'
  /** A person cancelled the drain while all were paused: what a cancel does at last was not done. */
  | 'cancelled-while-paused'
  /** A person asked a shadow for the drain: it has planned what it can foresee. */
  | 'planned'
  /** The drain was started without a notice. */
  | 'nothing-asked';
