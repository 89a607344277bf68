/** Observations and memories for tests of the pure parts: a drain that is going well, changed where a test says. */
import { newLifecycleAction, type LifecycleAction } from '../../src/domain/drain/hooks/lifecycle-action';
import { newDrainState, type DrainState } from '../../src/domain/drain/state/drain-state';
import { newRegistration, type Registration } from '../../src/domain/drain/state/host';
import { applyNotice } from '../../src/domain/drain/state/apply-notice';
import {
  known,
  unknown,
  type AutoScalingInstance,
  type ContainerInstance,
  type HookObservation,
  type LifecycleHook,
  type ObservationResult,
  type Observation,
  type Part,
  type Service,
  type StopChain,
  type StopTimeout,
  type Task,
  type TasksObservation,
  type CallError,
} from '../../src/domain/drain/observation/observation';
import { reconcile } from '../../src/domain/drain/reconcile';
import type { Plan } from '../../src/domain/drain/plan';
import type { OperatorRequest, TerminateLifecycleAction } from '../../src/domain/notice';
import { defaultSpec, type Spec } from '../../src/domain/spec';

export const ec2InstanceId = 'i-0123456789abcdef0';
export const containerInstanceId = 'aaaabbbbccccddddeeeeffff00001111';
export const clusterArn = 'arn:aws:ecs:eu-central-1:123456789012:cluster/demo';
export const containerInstanceArn = `arn:aws:ecs:eu-central-1:123456789012:container-instance/demo/${containerInstanceId}`;
export const topicArn = 'arn:aws:sns:eu-central-1:123456789012:leaving';
export const startedAt = Date.UTC(2026, 0, 1);

export const notice: TerminateLifecycleAction = {
  kind: 'terminate-lifecycle-action',
  ec2InstanceId,
  autoScalingGroupName: 'web',
  lifecycleHookName: 'drain',
  lifecycleActionToken: 'b0c1d2e3-0000-4000-8000-000000000001',
  notificationTargetArn: topicArn,
};

export const transient: CallError = {
  cause: 'transient',
  operation: 'ecs.DescribeTasks',
  code: 'ServerException',
  message: 'try later',
};

export const aHook = (change: Partial<LifecycleHook> = {}): LifecycleHook => ({
  name: 'drain',
  heartbeatTimeoutSeconds: 3600,
  globalTimeoutSeconds: 172_800,
  defaultResult: 'ABANDON',
  notificationTargetArn: topicArn,
  specChange: {},
  metadataProblem: undefined,
  ...change,
});

export const aReadHook = (change: Partial<LifecycleHook> = {}) =>
  ({ kind: 'read', hook: aHook(change) }) as const;

export const anAction = (change: Partial<LifecycleAction> = {}): LifecycleAction => ({
  ...newLifecycleAction(notice),
  ...change,
});

export const aDrainState = (change: Partial<DrainState> = {}): DrainState => ({
  ...applyNotice(newDrainState(ec2InstanceId, startedAt), notice),
  ...change,
});

/** A drain that Auto Scaling has confirmed, with its hook read and kept alive until now. */
export const aConfirmedState = (
  action: Partial<LifecycleAction> = {},
  change: Partial<DrainState> = {},
): DrainState =>
  aDrainState({
    lifecycle: { kind: 'waiting' },
    observationCount: 1,
    spec: defaultSpec,
    lifecycleActions: [anAction({ hook: aReadHook(), isOurs: true, lastHeartbeatAt: startedAt, ...action })],
    ...change,
  });

export const anInstance = (lifecycleState = 'Terminating:Wait'): AutoScalingInstance => ({
  lifecycleState,
  autoScalingGroupName: 'web',
});

export const aHost = (change: Partial<ContainerInstance> = {}): ContainerInstance => ({
  clusterArn,
  containerInstanceArn,
  status: 'DRAINING',
  runningTasksCount: 0,
  pendingTasksCount: 0,
  agentConnected: true,
  ...change,
});

/** A host whose tasks are not listed yet; DRAINING, as nothing else is said. */
export const aRegistration = (change: Partial<Registration> = {}): Registration => ({
  ...newRegistration(aHost()),
  ...change,
});

/** A DRAINING host with these tasks. */
export const withListing = (tasks: readonly Task[], change: Partial<Registration> = {}): Registration =>
  aRegistration({ drainingSince: startedAt, listing: { tasks, emptySince: undefined }, ...change });

let taskNumber = 0;

export function aTask(change: Partial<Task> = {}): Task {
  taskNumber += 1;
  return {
    taskArn: `arn:aws:ecs:eu-central-1:123456789012:task/demo/${taskNumber.toString(16).padStart(32, '0')}`,
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    group: 'family:batch',
    startedBy: undefined,
    taskDefinitionArn: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/batch:1',
    stoppingAt: undefined,
    ...change,
  };
}

export const selfStarted = (change: Partial<Task> = {}): Task =>
  aTask({ startedBy: containerInstanceId, ...change });

export const definitionArn = (family: string): string =>
  `arn:aws:ecs:eu-central-1:123456789012:task-definition/${family}:1`;

export const serviceTask = (change: Partial<Task> = {}): Task =>
  aTask({ group: 'service:web', startedBy: 'ecs-svc/1', taskDefinitionArn: definitionArn('web'), ...change });

export const aService = (change: Partial<Service> = {}): Service => ({
  serviceName: 'web',
  schedulingStrategy: 'REPLICA',
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  hasLoadBalancer: false,
  desiredCount: 2,
  runningCount: 2,
  placementFailure: undefined,
  ...change,
});

/** Of the web service, with these ways through its containers. */
export const aStopTimeout = (...chains: Partial<StopChain>[]): StopTimeout => ({
  taskDefinitionArn: definitionArn('web'),
  chains: chains.map((chain) => ({ saidSeconds: 0, silentContainers: 0, ...chain })),
});

export const aRequest = (change: Partial<OperatorRequest> = {}): OperatorRequest => ({
  kind: 'operator-request',
  ec2InstanceId,
  by: 'ana',
  reason: 'kernel update',
  afterwards: 'stay-draining',
  ...change,
});

export const aHookObservation = (change: Partial<HookObservation> = {}): HookObservation => ({
  autoScalingGroupName: notice.autoScalingGroupName,
  lifecycleHookName: notice.lifecycleHookName,
  lifecycleHook: known(aHook()),
  heartbeat: { kind: 'not-due' },
  ...change,
});

/** What an observation sees of the one hook: `heartbeat` and `lifecycleHook` as a test says. */
export const ofHook = (change: Partial<HookObservation>): Pick<Observation, 'lifecycleHooks'> => ({
  lifecycleHooks: [aHookObservation(change)],
});

export const listed = (...tasks: Task[]): Part<TasksObservation> => known({ listed: true, tasks });
export const described = (...tasks: Task[]): Part<TasksObservation> => known({ listed: false, tasks });

/** An instance that waits in our hook, is DRAINING, and has nothing left. */
export const anObservation = (change: Partial<Observation> = {}): Observation => ({
  limits: known({ allPaused: undefined, hasPermit: false }),
  autoScalingInstance: known(anInstance()),
  lifecycleHooks: [aHookObservation()],
  containerInstance: known(aHost()),
  tasks: listed(),
  group: undefined,
  services: undefined,
  stopTimeouts: undefined,
  protections: known([]),
  ...change,
});

export const aResult = (
  change: Partial<Observation> = {},
  spec: Spec = defaultSpec,
  requestedAt = startedAt,
): ObservationResult => ({
  spec,
  observation: anObservation(change),
  requestedAt,
});

/** What tasks on the instance look like together: the counts agree with them. */
export function withTasks(...tasks: Task[]): Partial<Observation> {
  const running = tasks.filter((task) => task.desiredStatus === 'RUNNING' && task.lastStatus !== 'STOPPED');
  return { tasks: listed(...tasks), containerInstance: known(aHost({ runningTasksCount: running.length })) };
}

export const plan = (
  change: Partial<Observation> = {},
  state = aDrainState(),
  now = startedAt + 1000,
  spec = defaultSpec,
): Plan => reconcile(aResult(change, spec, now), state, now);

export const nothingSeen: Partial<Observation> = {
  autoScalingInstance: unknown(transient),
  lifecycleHooks: [aHookObservation({ lifecycleHook: unknown(transient) })],
  containerInstance: unknown(transient),
  tasks: unknown(transient),
};
