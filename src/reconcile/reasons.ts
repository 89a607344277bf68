/**
 * Why a drain is where it is. One constant a reason, each saying when it surfaces; `words.ts` turns them into sentences.
 */
export const Reason = {
  /** Surfaces when the instance is on its way to its termination hook: `Terminating`, not yet `Terminating:Wait`. */
  NotYetWaiting: 'NotYetWaiting',
  /** Surfaces when Auto Scaling says that the instance is not being terminated, until that is believed. */
  NotTerminating: 'NotTerminating',
  /** Surfaces when Auto Scaling does not know the instance, until that is believed. */
  NotInGroup: 'NotInGroup',
  /** Surfaces when the lifecycle hook could not be read yet, so nobody can say whether it is ours. */
  HookNotSeen: 'HookNotSeen',
  /** Surfaces when AWS knows no active action for us while the instance still waits, until that is believed. */
  NoActiveAction: 'NoActiveAction',
  /** Surfaces when a part of AWS that the next step needs cannot be seen. */
  CannotSee: 'CannotSee',
  /** Surfaces when no candidate cluster has the instance, until that is believed. */
  NotInCluster: 'NotInCluster',
  /** Surfaces when the container instance is still registering. */
  Registering: 'Registering',
  /** Surfaces when the container instance is ACTIVE and is being set to DRAINING. */
  SettingDraining: 'SettingDraining',
  /** Surfaces when DRAINING was set and ECS does not show it yet. */
  AwaitingDraining: 'AwaitingDraining',
  /** Surfaces when tasks that the instance did not start for itself are not STOPPED. */
  TasksRunning: 'TasksRunning',
  /** Surfaces when only self-started tasks are left and they are being told to stop. */
  StoppingSelfStarted: 'StoppingSelfStarted',
  /** Surfaces when everything left was told to stop and has not stopped yet. */
  TasksStopping: 'TasksStopping',
  /** Surfaces when ECS counts tasks on the instance that no listing showed. */
  TasksUnaccounted: 'TasksUnaccounted',
  /** Surfaces when every known task has stopped and a last listing is to show that there is no other. */
  ListingAgain: 'ListingAgain',
  /** Surfaces when nothing is left and the lifecycle action is being completed. */
  Completing: 'Completing',
  /** Surfaces when the drain is over. */
  Ended: 'Ended',
} as const;

export type Reason = (typeof Reason)[keyof typeof Reason];

/** How a drain ended. */
export type Outcome =
  /** Every task stopped, and the action was completed with CONTINUE. */
  | 'drained'
  /** The instance was in no cluster; its action was completed with CONTINUE. */
  | 'not-in-cluster'
  /** The instance left the wait without us. */
  | 'already-leaving'
  /** Auto Scaling does not know the instance. */
  | 'instance-gone'
  /** Auto Scaling keeps the instance after an ABANDON. */
  | 'retained'
  /** Nobody wants this instance gone. */
  | 'not-terminating'
  /** No hook of ours was named. */
  | 'not-our-hook'
  /** AWS knows no active action of ours: somebody else completed it, and the instance waits for another hook. */
  | 'completed-elsewhere'
  /** The drain was started without a signal. */
  | 'nothing-asked';
