/** Applies what an observation showed to the state. What the observation could not see stays as it was. */
import { compare } from '../../format/compare';
import { isSameHook, ownershipOf, rememberHook, type LifecycleAction } from '../hooks/lifecycle-action';
import { isCordoned, valueOf, type ObservationResult } from '../observation/observation';
import { specWith, type Spec } from '../../spec';
import { lifecycleStageOf } from '../observation/lifecycle-stage';
import { isOff, reclaimedByEc2, tightened } from '../observation/reclaimed-by-ec2';
import { blockingTasks } from '../tasks/outstanding';
import { isStopped, serviceNameOf } from '../tasks/roles';
import type { DrainState } from './drain-state';
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
  const doubt = state.doubt?.stage === stage ? state.doubt : { stage, since: now };
  return {
    ...state,
    groupOfInstance: autoScalingInstance.value?.autoScalingGroupName ?? state.groupOfInstance,
    confirmedAt: state.confirmedAt ?? (stage === 'waiting' ? now : undefined),
    doubt: stage === 'waiting' ? undefined : doubt,
  };
};

const applyEc2: Reducer = (state, { spec, observation: { ec2Instance } }, now) => {
  if (state.ec2Notices.length === 0 || ec2Instance?.kind !== 'known') return state;
  const seen = ec2Instance.value ? reclaimedByEc2(ec2Instance.value, state.ec2Notices, spec, now) : undefined;
  return {
    ...state,
    reclaimedByEc2: tightened(state.reclaimedByEc2, seen),
    notReclaimedSince: seen ? undefined : (state.notReclaimedSince ?? now),
  };
};

const applyHooks: Reducer = (state, { spec, observation, requestedAt }, now) => {
  const graceMs = spec.absenceGraceSeconds * 1000;
  const lifecycleActions = state.lifecycleActions.map((action) => {
    const seen = observation.lifecycleHooks.find((hook) => isSameHook(hook, action.notice));
    const after = seen ? rememberHook(action, seen, { requestedAt, now, graceMs }) : action;
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
    lifecycleActions.flatMap(({ isOurs, lifecycleHook }) =>
      isOurs && lifecycleHook ? [lifecycleHook.specChange] : [],
    ),
  );

const applyContainerInstance: Reducer = (state, { observation: { containerInstance } }, now) => {
  if (containerInstance.kind === 'unknown') return state;
  const present =
    containerInstance.value?.status === 'INACTIVE' ? undefined : (containerInstance.value ?? undefined);
  const isSame = present?.containerInstanceArn === state.containerInstance?.containerInstanceArn;
  // What is known of a registration ends with it.
  const before = isSame ? state : { ...state, ...nothingKnown };
  return {
    ...before,
    containerInstance: present,
    absentSince: present ? undefined : (state.absentSince ?? now),
    drainingSince: before.drainingSince ?? (present && isCordoned(present) ? now : undefined),
    agentDisconnectedSince:
      present === undefined || present.agentConnected ? undefined : (before.agentDisconnectedSince ?? now),
    // While it is ACTIVE anything may be placed there: what was listed before is no longer all.
    tasks: present?.status === 'ACTIVE' ? undefined : before.tasks,
  };
};

const nothingKnown = {
  drainingSetAt: undefined,
  drainingAsked: false,
  drainingSince: undefined,
  agentDisconnectedSince: undefined,
  tasks: undefined,
  protections: undefined,
};

const applyTasks: Reducer = (state, { observation: { tasks: seen, ec2Instance } }) => {
  if (isOff(valueOf(ec2Instance)))
    return { ...state, tasks: [], tasksStopped: state.tasksStopped + (state.tasks?.length ?? 0) };
  // Without a listing to add to, tasks that were asked for are those of another registration, or out of date.
  if (seen?.kind !== 'known' || (state.tasks === undefined && !seen.value.listed)) return state;
  const byArn = new Map([...(state.tasks ?? []), ...seen.value.tasks].map((task) => [task.taskArn, task]));
  const outstanding = [...byArn.values()].filter((task) => !isStopped(task));
  return {
    ...state,
    tasks: outstanding.sort((a, b) => compare(a.taskArn, b.taskArn)),
    tasksStopped: state.tasksStopped + byArn.size - outstanding.length,
  };
};

/** What is known of the outstanding tasks' services and task definitions, and no others. */
const applyFacts: Reducer = (state, { observation }) => {
  const { group, services, stopTimeouts, protections } = observation;
  const tasks = state.tasks ?? [];
  const serviceNames = new Set(tasks.map(serviceNameOf));
  const definitions = new Set(tasks.map(({ taskDefinitionArn }) => taskDefinitionArn));
  return {
    ...state,
    group: valueOf(group) ?? state.group,
    protections: valueOf(protections) ?? state.protections,
    services: merged(state.services, valueOf(services), ({ serviceName }) => serviceName, serviceNames),
    stopTimeouts: merged(
      state.stopTimeouts,
      stopTimeouts?.flatMap((part) => valueOf(part) ?? []),
      ({ taskDefinitionArn }) => taskDefinitionArn,
      definitions,
    ),
  };
};

const applyEmpty: Reducer = (state, _look, now) => {
  const isEmpty = state.tasks !== undefined && blockingTasks(state).length === 0;
  return { ...state, emptySince: isEmpty ? (state.emptySince ?? now) : undefined };
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
