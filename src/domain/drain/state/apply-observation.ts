/** Applies what an observation showed to the state. What the observation could not see stays as it was. */
import { compare } from '../../format/compare';
import {
  hookOf,
  isSameHook,
  ownershipOf,
  applyHookObservation,
  type LifecycleAction,
} from '../hooks/lifecycle-action';
import {
  isCordoned,
  valueOf,
  type ContainerInstance,
  type ObservationResult,
  type Task,
} from '../observation/observation';
import { specWith, type Spec } from '../../spec';
import { lifecycleStageOf } from '../observation/lifecycle-stage';
import { isOff, nextReclaim, reclaimedByEc2 } from '../observation/reclaimed-by-ec2';
import { blockingTasks } from '../tasks/outstanding';
import { isStopped, serviceNameOf } from '../tasks/roles';
import type { DrainState } from './drain-state';
import { newRegistration, registrationOf, tasksOf, withRegistration, type Registration } from './host';
import { nextLifecycle } from './lifecycle';
import { ongoing, stillStanding, callErrorsOf } from './call-errors';

type Reducer = (state: DrainState, result: ObservationResult, now: number) => DrainState;

export function applyObservation(state: DrainState, result: ObservationResult, now: number): DrainState {
  const reducers: readonly Reducer[] = [
    applyAutoScaling,
    applyEc2,
    applyHooks,
    applyContainerInstance,
    applyTasks,
    applyFacts,
    applyEmpty,
  ];
  const seen = reducers.reduce((before, reduce) => reduce(before, result, now), {
    ...state,
    observationCount: state.observationCount + 1,
    limits: valueOf(result.observation.limits) ?? state.limits,
  });
  const callErrors = [
    ...stillStanding(state.callErrors, result.observation),
    ...callErrorsOf(result.observation),
  ];
  return { ...seen, callErrors: ongoing(state.callErrors, callErrors, now) };
}

const applyAutoScaling: Reducer = (state, { observation: { autoScalingInstance } }, now) => {
  if (autoScalingInstance.kind === 'unknown') return state;
  const stage = lifecycleStageOf(autoScalingInstance.value);
  return {
    ...state,
    groupOfInstance: autoScalingInstance.value?.autoScalingGroupName ?? state.groupOfInstance,
    lifecycle: nextLifecycle(state.lifecycle, stage, now),
  };
};

const applyEc2: Reducer = (state, { spec, observation: { ec2Instance } }, now) => {
  if (state.ec2Notices.length === 0 || ec2Instance?.kind !== 'known') return state;
  const seen = ec2Instance.value ? reclaimedByEc2(ec2Instance.value, state.ec2Notices, spec, now) : undefined;
  return { ...state, reclaim: nextReclaim(state.reclaim, seen, now) };
};

const applyHooks: Reducer = (state, { spec, observation, requestedAt }, now) => {
  const graceMs = spec.absenceGraceSeconds * 1000;
  const lifecycleActions = state.lifecycleActions.map((action) => {
    const seen = observation.lifecycleHooks.find((hook) => isSameHook(hook, action.notice));
    const after = seen ? applyHookObservation(action, seen, { requestedAt, now, graceMs }) : action;
    return { ...after, isOurs: ownershipOf(after, spec, state.groupOfInstance) === 'ours' };
  });
  const groupSettings = valueOf(observation.groupSettings) ?? state.groupSettings;
  const recorded = observation.lifecycleHooks.filter(({ heartbeat }) => heartbeat.kind === 'recorded');
  return {
    ...state,
    lifecycleActions,
    heartbeats: state.heartbeats + recorded.length,
    groupSettings,
    spec: specOf(specWith(spec, groupSettings ?? []), lifecycleActions),
  };
};

/** The worker's spec, changed by the metadata of our hooks: where two of them differ, the later message's hook wins. */
const specOf = (spec: Spec, lifecycleActions: readonly LifecycleAction[]): Spec =>
  specWith(
    spec,
    lifecycleActions.flatMap((action) => (action.isOurs ? (hookOf(action)?.specChange ?? []) : [])),
  );

const applyContainerInstance: Reducer = (state, { observation: { containerInstance: seen } }, now) => {
  if (seen.kind === 'unknown') return state;
  if (seen.value === null || seen.value.status === 'INACTIVE')
    return { ...state, host: state.host.kind === 'absent' ? state.host : { kind: 'absent', since: now } };
  return { ...state, host: nextRegistration(state, seen.value, now) };
};

/** What is known of a registration ends with it. */
function nextRegistration(
  state: DrainState,
  containerInstance: ContainerInstance,
  now: number,
): Registration {
  const known = registrationOf(state);
  const isSame = known?.containerInstance.containerInstanceArn === containerInstance.containerInstanceArn;
  const before = isSame ? known : newRegistration(containerInstance);
  return {
    ...before,
    containerInstance,
    drainingSince: before.drainingSince ?? (isCordoned(containerInstance) ? now : undefined),
    agentDisconnectedSince: containerInstance.agentConnected
      ? undefined
      : (before.agentDisconnectedSince ?? now),
    // While it is ACTIVE anything may be placed there: what was listed before is no longer all.
    listing: containerInstance.status === 'ACTIVE' ? undefined : before.listing,
  };
}

const applyTasks: Reducer = (state, { observation: { tasks: seen, ec2Instance } }) => {
  const known = tasksOf(state);
  if (isOff(valueOf(ec2Instance))) return withTasks(state, [], known?.length ?? 0);
  // Without a listing to add to, tasks that were asked for are those of another registration, or out of date.
  if (seen?.kind !== 'known' || (known === undefined && !seen.value.listed)) return state;
  const byArn = new Map([...(known ?? []), ...seen.value.tasks].map((task) => [task.taskArn, task]));
  const outstanding = [...byArn.values()].filter((task) => !isStopped(task));
  return withTasks(
    state,
    outstanding.sort((a, b) => compare(a.taskArn, b.taskArn)),
    byArn.size - outstanding.length,
  );
};

const withTasks = (state: DrainState, tasks: readonly Task[], stopped: number): DrainState => ({
  ...withRegistration(state, {
    listing: { tasks, emptySince: registrationOf(state)?.listing?.emptySince },
  }),
  tasksStopped: state.tasksStopped + stopped,
});

/** What is known of the outstanding tasks' services and task definitions, and no others. */
const applyFacts: Reducer = (state, { observation }) => {
  const { group, services, stopTimeouts, protections } = observation;
  const tasks = tasksOf(state) ?? [];
  const serviceNames = new Set(tasks.map(serviceNameOf));
  const definitions = new Set(tasks.map(({ taskDefinitionArn }) => taskDefinitionArn));
  const protectedTasks = valueOf(protections);
  return {
    ...(protectedTasks ? withRegistration(state, { protections: protectedTasks }) : state),
    group: valueOf(group) ?? state.group,
    services: merged(state.services, valueOf(services), ({ serviceName }) => serviceName, serviceNames),
    stopTimeouts: merged(
      state.stopTimeouts,
      stopTimeouts?.flatMap((part) => valueOf(part) ?? []),
      ({ taskDefinitionArn }) => taskDefinitionArn,
      definitions,
    ),
  };
};

const applyEmpty: Reducer = (state, _result, now) => {
  const listing = registrationOf(state)?.listing;
  if (listing === undefined) return state;
  const emptySince = blockingTasks(state).length > 0 ? undefined : (listing.emptySince ?? now);
  return withRegistration(state, { listing: { ...listing, emptySince } });
};

function merged<T>(
  before: readonly T[],
  seen: readonly T[] | undefined,
  keyOf: (fact: T) => string,
  needed: ReadonlySet<string | undefined>,
): readonly T[] {
  const byKey = new Map([...before, ...(seen ?? [])].map((fact) => [keyOf(fact), fact]));
  return [...byKey.values()]
    .filter((fact) => needed.has(keyOf(fact)))
    .sort((a, b) => compare(keyOf(a), keyOf(b)));
}
