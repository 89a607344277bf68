/** What the record holds: every call, and every change of state that followed from a call, the clock or a host. */

export type ServiceName = 'ecs' | 'autoscaling' | 'sns' | 'ec2';

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

export interface NotificationRecord {
  readonly kind: 'notification';
  readonly topicArn: string;
  readonly messageId: string;
  readonly subject: string | undefined;
  readonly message: string;
}

/** A delivery that an injected fault struck. */
export interface NotificationFaultRecord {
  readonly kind: 'notification-fault';
  readonly topicArn: string;
  readonly functionArn: string;
  readonly fault:
    'notification-lost' | 'notification-doubled' | 'notification-late' | 'notification-reordered';
}

/** One attempt at an asynchronous invocation and how it ended. `dead-letter`: no retry is left. */
export type InvocationChange =
  | { readonly what: 'invoked'; readonly attempt: number }
  | { readonly what: 'succeeded'; readonly attempt: number; readonly result: unknown }
  | { readonly what: 'failed'; readonly attempt: number; readonly error: string }
  | {
      readonly what: 'dead-letter';
      readonly error: string;
      readonly event: unknown;
      /** ARN of the queue that a subscription's RedrivePolicy names, where SNS could not deliver. */
      readonly target?: string | undefined;
    };

export interface InvocationRecord {
  readonly kind: 'lambda';
  readonly functionArn: string;
  readonly requestId: string;
  readonly change: InvocationChange;
}

/** An event as EventBridge delivers it: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export interface EventBridgeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 with seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What a service told EventBridge. */
export interface EventRecord {
  readonly kind: 'event';
  readonly event: EventBridgeEvent;
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
  | InvocationRecord;

/** `seq` counts from 1 without gaps; `at` is the clock in milliseconds. */
export type RecordEntry = RecordedEvent & { readonly seq: number; readonly at: number };
