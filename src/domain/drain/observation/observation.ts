/** What one observation of AWS may tell, each part by itself, because any of them may be `unknown`. */
import type { LimitsObservation } from '../../limits/limits';
import type { Spec, SpecChange } from '../../spec';

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html */
export type LifecycleActionResult = 'CONTINUE' | 'ABANDON';

/** A call of ours that may fail. `observe` and the actions: an activity of ours that Temporal gave up, whatever it called. */
export type Operation =
  | `autoscaling.${'CompleteLifecycleAction' | 'DescribeAutoScalingGroups' | 'DescribeAutoScalingInstances'}`
  | `autoscaling.${'DescribeLifecycleHooks' | 'RecordLifecycleActionHeartbeat'}`
  | `ec2.${'DescribeInstanceStatus' | 'DescribeInstances' | 'DescribeSpotInstanceRequests'}`
  | `ecs.${'DescribeCapacityProviders' | 'DescribeClusters' | 'DescribeContainerInstances' | 'DescribeServices'}`
  | `ecs.${'DescribeTaskDefinition' | 'DescribeTasks' | 'GetTaskProtection' | 'ListClusters'}`
  | `ecs.${'ListContainerInstances' | 'ListTasks' | 'StopTask' | 'UpdateContainerInstancesState'}`
  | `sns.${'ListSubscriptionsByTopic' | 'Publish'}`
  | 'sqs.GetQueueAttributes'
  | 'sts.GetCallerIdentity'
  | `temporal.${'DescribeWorkflowExecution' | 'RecordActivityTaskHeartbeat'}`
  | 'observe'
  | 'hint'
  | 'set-draining'
  | 'set-active'
  | 'stop-tasks'
  | 'request-permit'
  | 'return-permit'
  | 'complete-lifecycle-action'
  | 'publish-outcome';

/** Why a call did not succeed: `transient` goes away by itself, `permanent` needs an operator. */
export interface CallError {
  readonly cause: 'transient' | 'permanent';
  readonly operation: Operation;
  /** The service's error code, or the client's name for a call that got no answer. */
  readonly code: string;
  readonly message: string;
}

/** Whether a value that crossed a process boundary is a call error. */
export function isCallError(value: unknown): value is CallError {
  return (
    typeof value === 'object' && value !== null && 'operation' in value && 'code' in value && 'cause' in value
  );
}

export type Part<T> =
  { readonly kind: 'known'; readonly value: T } | { readonly kind: 'unknown'; readonly callError: CallError };

export const known = <T>(value: T): Part<T> => ({ kind: 'known', value });
export const unknown = (callError: CallError) => ({ kind: 'unknown' as const, callError });

/** What a part holds, where it was asked for and is known. */
export const valueOf = <T>(part: Part<T> | undefined): T | undefined =>
  part?.kind === 'known' ? part.value : undefined;

/** The instance as EC2 sees it. */
export interface Ec2Instance {
  /** As in https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html */
  readonly state: string;
  /** EC2 reclaims a spot instance, and has said so then, in milliseconds since the epoch. */
  readonly interruption: { readonly markedAt: number } | undefined;
  /** When the first of the changes begins that AWS has scheduled for it, in milliseconds since the epoch. */
  readonly scheduledChangeAt: number | undefined;
}

/** The instance as Auto Scaling sees it; null when Auto Scaling does not know it (any more). */
export interface AutoScalingInstance {
  /** As in https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html */
  readonly lifecycleState: string;
  readonly autoScalingGroupName: string;
}

export interface LifecycleHook {
  readonly name: string;
  readonly heartbeatTimeoutSeconds: number;
  /** The global timeout on the whole wait: 48 hours or 100 × the heartbeat timeout, whichever is less. */
  readonly globalTimeoutSeconds: number;
  /** What becomes of the wait when the hook times out. */
  readonly defaultResult: LifecycleActionResult;
  readonly notificationTargetArn: string | undefined;
  /** What its metadata changes in the spec, for the drains of its group. */
  readonly specChange: SpecChange;
  /** Why its metadata was not understood, naming the field; then none of it counts. */
  readonly metadataProblem: string | undefined;
}

/** What a drain needs to know of the instance's group. */
export interface AutoScalingGroup {
  /** Whether an instance whose termination hook ends with ABANDON is kept. */
  readonly retainsAbandoned: boolean;
}

export interface ContainerInstance {
  readonly clusterArn: string;
  readonly containerInstanceArn: string;
  /** ACTIVE, DRAINING, INACTIVE, REGISTERING, DEREGISTERING, REGISTRATION_FAILED. */
  readonly status: string;
  /** Tasks *desired* RUNNING: it reads 0 while containers are still in their stop timeout. */
  readonly runningTasksCount: number;
  readonly pendingTasksCount: number;
  readonly agentConnected: boolean;
}

/** Nothing new is placed on it. */
export const isCordoned = ({ status }: ContainerInstance): boolean =>
  status !== 'ACTIVE' && status !== 'REGISTERING';

export interface Task {
  readonly taskArn: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly group: string | undefined;
  readonly startedBy: string | undefined;
  readonly taskDefinitionArn: string | undefined;
  /** When ECS began to stop it, in milliseconds since the epoch. */
  readonly stoppingAt: number | undefined;
}

/** A service whose tasks are on the instance. */
export interface Service {
  readonly serviceName: string;
  readonly schedulingStrategy: 'REPLICA' | 'DAEMON';
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Its targets are deregistered before its containers are stopped. */
  readonly hasLoadBalancer: boolean;
  readonly desiredCount: number;
  readonly runningCount: number;
  /** The service's last event, where that says that a task could not be placed. */
  readonly placementFailure: { readonly at: number; readonly message: string } | undefined;
}

/** How long the containers of a task definition may take to stop. */
export interface StopTimeout {
  readonly taskDefinitionArn: string;
  /** The ways through its containers, each stopped after the one before, of which any may be the slowest. */
  readonly chains: readonly StopChain[];
}

export interface StopChain {
  /** The stop timeouts that its containers say, together. */
  readonly saidSeconds: number;
  /** How many of its containers say none: each has the host's own, which no API shows. */
  readonly silentContainers: number;
}

/** A task in scale-in protection. */
export interface Protection {
  readonly taskArn: string;
  /** Milliseconds since the epoch. */
  readonly protectedUntil: number;
}

/** What became of the heartbeat that was due with this observation. */
export type Heartbeat =
  | { readonly kind: 'not-due' }
  | { readonly kind: 'recorded' }
  | { readonly kind: 'no-active-action' }
  | { readonly kind: 'unknown'; readonly callError: CallError };

/** What an observation showed of one lifecycle hook that it was asked about. */
export interface HookObservation {
  readonly autoScalingGroupName: string;
  readonly lifecycleHookName: string;
  /** Null when the group has no such hook; undefined when this observation did not ask. */
  readonly lifecycleHook: Part<LifecycleHook | null> | undefined;
  readonly heartbeat: Heartbeat;
}

export interface TasksObservation {
  /** True: what a listing shows as not STOPPED. False: those asked for, and no others. One that is known and has not changed may be left out. */
  readonly listed: boolean;
  /** Of a listing: some are left out. Alone it does not say what there is. */
  readonly isCut?: true;
  /** ECS forgets a stopped task after an hour: one that was known and is MISSING is STOPPED here. */
  readonly tasks: readonly Task[];
}

export interface Observation {
  readonly limits: Part<LimitsObservation>;
  readonly autoScalingInstance: Part<AutoScalingInstance | null>;
  readonly lifecycleHooks: readonly HookObservation[];
  /** What the metadata of its group's termination hooks says in our words; undefined when this observation did not ask, or for no group. */
  readonly groupSettings?: Part<readonly SpecChange[]> | undefined;
  /** Null when EC2 does not know it (any more); undefined when this observation did not ask. */
  readonly ec2Instance?: Part<Ec2Instance | null> | undefined;
  /** Null when every candidate cluster answered and none has the instance. */
  readonly containerInstance: Part<ContainerInstance | null>;
  /** Undefined when this observation did not ask. */
  readonly tasks: Part<TasksObservation> | undefined;
  /** The group, its services, stop timeouts and protected tasks: each undefined when this observation did not ask. */
  readonly group: Part<AutoScalingGroup | null> | undefined;
  /** Those of the services asked for that the cluster has. */
  readonly services: Part<readonly Service[]> | undefined;
  /** One for each definition asked for, in order: what cannot be said of one says nothing of the others. */
  readonly stopTimeouts: readonly Part<StopTimeout>[] | undefined;
  /** Only those that are protected. */
  readonly protections: Part<readonly Protection[]> | undefined;
}

/** Nothing of what was asked is known. */
export function nothingSeen(request: ObservationRequest, callError: CallError): Observation {
  const part = unknown(callError);
  return {
    limits: part,
    autoScalingInstance: part,
    lifecycleHooks: request.lifecycleHooks.map(({ lifecycleAction, readHook, heartbeat }) => ({
      autoScalingGroupName: lifecycleAction.autoScalingGroupName,
      lifecycleHookName: lifecycleAction.lifecycleHookName,
      lifecycleHook: readHook ? part : undefined,
      heartbeat: heartbeat ? part : { kind: 'not-due' as const },
    })),
    groupSettings: request.groupSettings ? part : undefined,
    ec2Instance: request.ec2Instance && part,
    containerInstance: part,
    tasks: part,
    group: undefined,
    services: undefined,
    stopTimeouts: undefined,
    protections: undefined,
  };
}

/** How a lifecycle action is addressed: by its token, or by the instance when AWS no longer knows the token. */
export interface LifecycleActionRef {
  readonly autoScalingGroupName: string;
  readonly lifecycleHookName: string;
  readonly ec2InstanceId: string;
  /** Undefined: address the action by instance id. */
  readonly lifecycleActionToken: string | undefined;
}

/** What the next observation must ask: every call counts against ECS's rates. */
export interface ObservationRequest {
  readonly ec2InstanceId: string;
  readonly lifecycleHooks: readonly {
    readonly lifecycleAction: LifecycleActionRef;
    readonly readHook: boolean;
    readonly heartbeat: boolean;
  }[];
  /** Read what the hooks of the instance's group say, though no message named one. */
  readonly groupSettings?: boolean | undefined;
  /** What to ask of EC2; undefined: nothing. */
  readonly ec2Instance?: { readonly interruption: boolean; readonly scheduledChange: boolean } | undefined;
  /** Where the container instance was found; undefined: search the candidate clusters. */
  readonly containerInstance:
    { readonly clusterArn: string; readonly containerInstanceArn: string } | undefined;
  /** A listing includes what is desired RUNNING although the counts are 0. */
  readonly listRunning: boolean;
  /** Tasks already known on the instance; undefined: list them, if nothing new is placed there. */
  readonly taskArns: readonly string[] | undefined;
  /** The group to describe; undefined: not needed now. */
  readonly autoScalingGroupName: string | undefined;
  /** Names of services to describe in the container instance's cluster. */
  readonly services: readonly string[];
  /** Task definitions whose stop timeouts are to be read. */
  readonly taskDefinitionArns: readonly string[];
  /** Read which tasks are protected, if the container instance is ACTIVE. */
  readonly protections: boolean;
}

/** What was seen, and the spec of the worker that decides on it. */
export interface ObservationResult {
  readonly spec: Spec;
  readonly observation: Observation;
  /** When the observation began, in milliseconds since the epoch: what it recorded was recorded after that. */
  readonly requestedAt: number;
}

/** What comes before the id, with the slash; empty where there is none. */
export const prefixOf = (arn: string): string => arn.slice(0, arn.lastIndexOf('/') + 1);

/** The last segment of an ARN is the id, in the short format as in the long one. */
export function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
