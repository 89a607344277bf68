/** What the next observation must ask, and no more. */
import { fingerprintOf } from '../../format/fingerprint';
import { hookOf, isOfAnotherGroup, refOf } from '../hooks/lifecycle-action';
import { heartbeatDueAt, heartbeatIntervalMs, observationTimeoutMs } from '../schedule/next-observation';
import type { DrainState } from '../state/drain-state';
import { registrationOf, tasksOf, type WithHost } from '../state/host';
import type { ContainerInstance, ObservationRequest, Task } from './observation';
import type { Ec2Notice } from '../../notice';
import { isForEc2Alone } from './reclaimed-by-ec2';
import { blockingTasks } from '../tasks/outstanding';
import { hasUnaccountedTasks, isStopping, serviceNameOf, serviceOf } from '../tasks/roles';

/** An observation that is planned: when it is made is not known yet, and the tasks and the host that are known are not said once more. */
export interface PlannedObservation extends Omit<
  ObservationRequest,
  'lifecycleHooks' | 'containerInstance' | 'taskArns' | 'services'
> {
  readonly lifecycleHooks: readonly (Omit<ObservationRequest['lifecycleHooks'][number], 'heartbeat'> & {
    /** A heartbeat goes with what is observed from then on, in milliseconds since the epoch; undefined: none. */
    readonly heartbeatAt: number | undefined;
  })[];
  /** Whether the known tasks are described, or all are listed. */
  readonly tasks: 'describe' | 'list';
  /** Each with the fingerprint of what is known of it: nothing is answered of one that has not changed. */
  readonly services: readonly { readonly name: string; readonly fingerprint: string | undefined }[];
}

/** What is known of a task that may change. */
export type KnownTask = Pick<Task, 'taskArn' | 'lastStatus' | 'desiredStatus' | 'stoppingAt'>;

/** What is known of the host, which a planned observation goes by. */
export interface KnownHost {
  readonly containerInstance: ContainerInstance | undefined;
  readonly tasks: readonly KnownTask[] | undefined;
}

export const knownHostOf = (state: WithHost) => ({
  containerInstance: registrationOf(state)?.containerInstance,
  tasks: tasksOf(state),
});

export function plannedObservation(state: DrainState): PlannedObservation {
  return {
    ec2InstanceId: state.ec2InstanceId,
    lifecycleHooks: hooksToAsk(state),
    ec2Instance: ec2ToAsk(state),
    groupSettings: isForEc2Alone(state),
    ...tasksToAsk(state),
    ...factsToAsk(state),
  };
}

/** How things stand when a drain was cancelled: no heartbeat, and nothing that only matters while it goes on. */
export function lastPlannedObservation(state: DrainState): PlannedObservation {
  const planned = plannedObservation(state);
  return {
    ...planned,
    lifecycleHooks: planned.lifecycleHooks.map((hook) => ({
      ...hook,
      heartbeatAt: undefined,
      readHook: true,
    })),
    services: [],
    taskDefinitionArns: [],
    protections: false,
  };
}

/** What a planned observation asks when it is made. */
export function observationRequest(
  { tasks: how, lifecycleHooks, services, ...planned }: PlannedObservation,
  { containerInstance, tasks }: KnownHost,
  now: number,
): ObservationRequest {
  return {
    ...planned,
    lifecycleHooks: lifecycleHooks.map(({ heartbeatAt, readHook, lifecycleAction }) => {
      const heartbeat = heartbeatAt !== undefined && heartbeatAt <= now;
      // Read with every heartbeat, because the interval comes from it and people change hooks.
      return { lifecycleAction, heartbeat, readHook: readHook || heartbeat };
    }),
    containerInstance,
    taskArns: how === 'describe' ? tasks?.map(arnOf) : undefined,
    services: services.map(({ name }) => name),
  };
}

export const nextObservation = (state: DrainState, now: number): ObservationRequest =>
  observationRequest(plannedObservation(state), knownHostOf(state), now);

const arnOf = ({ taskArn }: KnownTask): string => taskArn;

function hooksToAsk(state: DrainState): PlannedObservation['lifecycleHooks'] {
  return state.lifecycleActions
    .filter((action) => !action.ended && !isOfAnotherGroup(action.notice, state.groupOfInstance))
    .map((action) => {
      // An observation may outlast the time when the next heartbeat is due, so that goes with it; but not with every observation.
      const aheadMs = Math.min(observationTimeoutMs, heartbeatIntervalMs(action, state) / 3);
      const dueAt = heartbeatDueAt(action, state);
      return {
        lifecycleAction: refOf(action),
        heartbeatAt: dueAt === undefined ? undefined : dueAt - aheadMs,
        readHook: hookOf(action) === undefined,
      };
    });
}

/** What EC2 announced is observed anew with each observation; and one that is in no cluster may be gone altogether. */
function ec2ToAsk({ ec2Notices, host }: DrainState): ObservationRequest['ec2Instance'] {
  if (ec2Notices.length === 0 && host.kind === 'registered') return undefined;
  const isAnnounced = (kind: Ec2Notice['kind']) => ec2Notices.some((notice) => notice.kind === kind);
  return { interruption: isAnnounced('spot-interruption'), scheduledChange: isAnnounced('scheduled-change') };
}

function tasksToAsk(state: DrainState): Pick<PlannedObservation, 'listRunning' | 'tasks'> {
  const { containerInstance: host, tasks } = knownHostOf(state);
  const isBlocked = blockingTasks(state).length > 0;
  return {
    // Where everything known has stopped, the counts rule out whatever is desired RUNNING; before that they may lag.
    listRunning: tasks === undefined || tasks.length > 0,
    tasks:
      host === undefined || tasks === undefined || !isBlocked || hasUnaccountedTasks(host, tasks)
        ? 'list'
        : 'describe',
  };
}

/** What the roles, the stop times and the deadline of the drain are told from, as far as it is not known or may change. */
function factsToAsk(
  state: DrainState,
): Pick<PlannedObservation, 'autoScalingGroupName' | 'services' | 'taskDefinitionArns' | 'protections'> {
  const { spec, groupOfInstance, stopTimeouts } = state;
  const registration = registrationOf(state);
  const tasks = tasksOf(state) ?? [];
  const known = new Set(stopTimeouts.map(({ taskDefinitionArn }) => taskDefinitionArn));
  // Once its tasks were told to stop, only what a service is matters: their role, and whether targets are deregistered first.
  const services = tasks
    .filter((task) => !isStopping(task) || serviceOf(task, state.services) === undefined)
    .flatMap((task) => serviceNameOf(task) ?? []);
  const definitions = tasks.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []);
  return {
    autoScalingGroupName: spec.onDeadline === 'continue' ? undefined : groupOfInstance,
    services: [...new Set(services)].map((name) => {
      const known = state.services.find(({ serviceName }) => serviceName === name);
      return { name, fingerprint: known && fingerprintOf(known) };
    }),
    taskDefinitionArns: [...new Set(definitions)].filter((arn) => !known.has(arn)),
    protections:
      spec.protectedTasks === 'wait' &&
      registration?.drainingSince === undefined &&
      (registration === undefined || registration.containerInstance.status === 'ACTIVE'),
  };
}
