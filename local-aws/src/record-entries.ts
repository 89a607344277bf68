/** What the record holds: every call, and every change of state that followed from a call, the clock or a host. */
import type {
  EventRecord,
  InvocationRecord,
  NotificationFaultRecord,
  NotificationNotSentRecord,
  NotificationRecord,
  QueueMessageRecord,
} from './record-messages';

export type * from './record-messages';

export type ServiceName = 'ecs' | 'autoscaling' | 'sns' | 'ec2' | 'sqs' | 'events' | 'sts';

/** How a call ended. `no-answer`: the client never got a response; `effect` says whether the call was carried out. */
export type CallOutcome =
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly code: string; readonly status: number; readonly message: string }
  | { readonly kind: 'no-answer'; readonly how: 'timeout' | 'reset'; readonly effect: boolean };

/** One API call. It stands in the record before the changes that it caused. */
export interface CallRecord {
  readonly kind: 'call';
  readonly service: ServiceName;
  readonly operation: string;
  /** Access key id of the request's signature. */
  readonly caller: string;
  readonly requestId: string;
  readonly input: unknown;
  readonly outcome: CallOutcome;
  /** The kind of the injected fault that struck it. */
  readonly fault?: string;
}

export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED';

/** What put a task where it is: a service of either kind, the instance's own user data, or somebody's RunTask/StartTask. */
export type TaskRole = 'replica' | 'daemon' | 'self-started' | 'standalone';

export interface TaskRecord {
  readonly kind: 'task';
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly containerInstanceArn: string;
  readonly ec2InstanceId: string;
  readonly family: string;
  readonly group: string;
  readonly startedBy: string | undefined;
  readonly role: TaskRole;
  readonly lastStatus: TaskStatus;
  readonly desiredStatus: 'RUNNING' | 'STOPPED';
  readonly reason: string | undefined;
}

export interface ContainerInstanceRecord {
  readonly kind: 'container-instance';
  readonly clusterArn: string;
  readonly containerInstanceArn: string;
  readonly ec2InstanceId: string;
  readonly status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
}

/** How a container's life ended. `cut-short`: it was still running when its host was terminated. */
export type ContainerEnd = 'by-itself' | 'sigterm' | 'sigkill' | 'cut-short';

export interface ContainerEndRecord {
  readonly kind: 'container-ended';
  readonly taskArn: string;
  readonly containerName: string;
  readonly containerInstanceArn: string;
  readonly ec2InstanceId: string;
  readonly how: ContainerEnd;
}

export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed'
  | 'Terminating:Retained'
  | 'Terminated'
  | 'Detached'
  | 'Warmed:Pending'
  | 'Warmed:Pending:Wait'
  | 'Warmed:Pending:Proceed'
  | 'Warmed:Stopped'
  | 'Warmed:Running'
  | 'Warmed:Hibernated'
  | 'Warmed:Terminating'
  | 'Warmed:Terminating:Wait'
  | 'Warmed:Terminating:Proceed'
  | 'Warmed:Terminating:Retained'
  | 'Warmed:Terminated';

export interface InstanceRecord {
  readonly kind: 'instance';
  readonly instanceId: string;
  readonly autoScalingGroupName: string;
  readonly lifecycleState: LifecycleState;
}

export type LifecycleActionResult = 'CONTINUE' | 'ABANDON';

/**
 * What happened to a lifecycle action. `completed` is somebody's call, `expired` the heartbeat timeout or the global
 * one, `skipped` another hook's ABANDON.
 */
export type LifecycleActionChange =
  | {
      readonly what: 'started';
      readonly heartbeatTimeoutSeconds: number;
      readonly globalTimeoutSeconds: number;
    }
  | { readonly what: 'heartbeat'; readonly by: string }
  | { readonly what: 'completed'; readonly by: string; readonly result: LifecycleActionResult }
  | {
      readonly what: 'expired';
      readonly cause: 'heartbeat-timeout' | 'global-timeout';
      readonly result: LifecycleActionResult;
    }
  | { readonly what: 'skipped' };

export interface LifecycleActionRecord {
  readonly kind: 'lifecycle-action';
  readonly autoScalingGroupName: string;
  readonly lifecycleHookName: string;
  readonly instanceId: string;
  readonly token: string;
  readonly change: LifecycleActionChange;
}

/** An event of the clock that threw: a defect of this program, or of a test's own event. The others ran all the same. */
export interface ClockFailureRecord {
  readonly kind: 'clock-failure';
  /** The beginning of the event's source. */
  readonly event: string;
  readonly error: string;
}

export type RecordedEvent =
  | CallRecord
  | TaskRecord
  | ContainerInstanceRecord
  | ContainerEndRecord
  | InstanceRecord
  | LifecycleActionRecord
  | NotificationRecord
  | EventRecord
  | NotificationFaultRecord
  | NotificationNotSentRecord
  | InvocationRecord
  | QueueMessageRecord
  | ClockFailureRecord;

/** `seq` counts from 1 without gaps; `at` is the clock in milliseconds. */
export type RecordEntry = RecordedEvent & { readonly seq: number; readonly at: number };
