import type { LifecycleActionResult } from './record-entries';

/** How the one container of a task behaves, and what the task takes of its host. */
export interface TaskSpec {
  readonly runSeconds?: number;
  readonly stopSeconds?: number;
  readonly ignoreSigterm?: boolean;
  readonly startSeconds?: number;
  /** @default 30 */
  readonly stopTimeoutSeconds?: number;
  /** CPU units. @default 0, takes nothing */
  readonly cpu?: number;
  /** @default 0, takes nothing */
  readonly memoryMiB?: number;
}

export interface HookSpec {
  readonly name: string;
  /** @default 3600 */
  readonly heartbeatTimeoutSeconds?: number;
  /** @default ABANDON */
  readonly defaultResult?: LifecycleActionResult;
  /**
   * Who gets the hook's notifications: ARN of a function, through a topic of its own, or of a queue that is there. Absent: no
   * target.
   */
  readonly notify?: string;
  readonly notificationMetadata?: string;
}

export interface ServiceSpec extends TaskSpec {
  readonly name: string;
  /** Absent: a DAEMON service. */
  readonly desiredCount?: number;
  readonly minimumHealthyPercent?: number;
  readonly maximumPercent?: number;
  /** Puts its tasks into a target group with this deregistration delay. */
  readonly deregistrationDelaySeconds?: number;
}

export interface StandaloneSpec extends TaskSpec {
  readonly family: string;
  /** @default 1 */
  readonly count?: number;
  /** @default nobody is named */
  readonly startedBy?: string;
}

/** A cluster, a group whose instances join it, and what runs there. Everything but `cluster` may be left out. */
export interface WorldSpec {
  readonly cluster: string;
  /** Name of the Auto Scaling group. @default the cluster's name */
  readonly group?: string;
  /** @default 1 */
  readonly instances?: number;
  /** @default 10 more than `instances` */
  readonly maxSize?: number;
  /** @default true; false makes instances that join no cluster */
  readonly joinCluster?: boolean;
  readonly bootSeconds?: number;
  readonly arnFormat?: 'short' | 'long';
  readonly instanceCpu?: number;
  readonly instanceMemoryMiB?: number;
  /** Its instances are spot instances. @default false */
  readonly spot?: boolean;
  /** The agents set DRAINING by themselves at a spot notice. @default false, as ECS's own default */
  readonly spotDraining?: boolean;
  readonly hooks?: readonly HookSpec[];
  readonly services?: readonly ServiceSpec[];
  /** Tasks that each instance starts for itself, by family. */
  readonly selfStarted?: Readonly<Record<string, TaskSpec>>;
  /** Tasks that somebody ran, by family. `startedBy` absent: nobody is named. */
  readonly standalone?: readonly StandaloneSpec[];
}
