/** Folds what an observation showed into the memory. What the observation could not see stays as it was. */
import { compare } from '../../format/compare';
import { isSameHook, ownershipOf, rememberHook, type LifecycleAction } from '../hooks/lifecycle-action';
import { isCordoned, valueOf, type ObservationResult } from '../observation/observation';
import { specWith, type Spec } from '../../spec';
import { lifecycleStageOf } from '../observation/lifecycle-stage';
import { isOff, reclaimedByEc2, tightened } from '../observation/reclaimed-by-ec2';
import { blockingTasks } from '../tasks/outstanding';
import { isStopped, serviceNameOf } from '../tasks/roles';
import type { Memory } from './memory';
import { ongoing, stillStanding, callErrorsOf } from './call-errors';

type Reducer = (memory: Memory, result: ObservationResult, now: number) => Memory;

export function applyObservation(memory: Memory, result: ObservationResult, now: number): Memory {
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
    ...memory,
    observationCount: memory.observationCount + 1,
    limits: valueOf(result.observation.limits) ?? memory.limits,
  });
  const callErrors = [
    ...stillStanding(memory.callErrors, result.observation),
    ...callErrorsOf(result.observation),
  ];
  return { ...seen, callErrors: ongoing(memory.callErrors, callErrors, now) };
}

const applyAutoScaling: Reducer = (memory, { observation: { autoScalingInstance } }, now) => {
  if (autoScalingInstance.kind === 'unknown') return memory;
  const stage = lifecycleStageOf(autoScalingInstance.value);
  const doubt = memory.doubt?.stage === stage ? memory.doubt : { stage, since: now };
  return {
    ...memory,
    groupOfInstance: autoScalingInstance.value?.autoScalingGroupName ?? memory.groupOfInstance,
    confirmedAt: memory.confirmedAt ?? (stage === 'waiting' ? now : undefined),
    doubt: stage === 'waiting' ? undefined : doubt,
  };
};

const applyEc2: Reducer = (memory, { spec, observation: { ec2Instance } }, now) => {
  if (memory.ec2Notices.length === 0 || ec2Instance?.kind !== 'known') return memory;
  const seen = ec2Instance.value
    ? reclaimedByEc2(ec2Instance.value, memory.ec2Notices, spec, now)
    : undefined;
  return {
    ...memory,
    reclaimedByEc2: tightened(memory.reclaimedByEc2, seen),
    notReclaimedSince: seen ? undefined : (memory.notReclaimedSince ?? now),
  };
};

const applyHooks: Reducer = (memory, { spec, observation, requestedAt }, now) => {
  const graceMs = spec.absenceGraceSeconds * 1000;
  const lifecycleActions = memory.lifecycleActions.map((action) => {
    const seen = observation.lifecycleHooks.find((hook) => isSameHook(hook, action.notice));
    const after = seen ? rememberHook(action, seen, { requestedAt, now, graceMs }) : action;
    return { ...after, isOurs: ownershipOf(after, spec, memory.groupOfInstance) === 'ours' };
  });
  const groupSettings = valueOf(observation.groupSettings) ?? memory.groupSettings;
  const recorded = observation.lifecycleHooks.filter(({ heartbeat }) => heartbeat.kind === 'recorded');
  return {
    ...memory,
    lifecycleActions,
    heartbeats: memory.heartbeats + recorded.length,
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

const applyContainerInstance: Reducer = (memory, { observation: { containerInstance } }, now) => {
  if (containerInstance.kind === 'unknown') return memory;
  const present =
    containerInstance.value?.status === 'INACTIVE' ? undefined : (containerInstance.value ?? undefined);
  const isSame = present?.containerInstanceArn === memory.containerInstance?.containerInstanceArn;
  // What is known of a registration ends with it.
  const before = isSame ? memory : { ...memory, ...nothingKnown };
  return {
    ...before,
    containerInstance: present,
    absentSince: present ? undefined : (memory.absentSince ?? now),
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

const applyTasks: Reducer = (memory, { observation: { tasks: seen, ec2Instance } }) => {
  if (isOff(valueOf(ec2Instance)))
    return { ...memory, tasks: [], tasksStopped: memory.tasksStopped + (memory.tasks?.length ?? 0) };
  // Without a listing to add to, tasks that were asked for are those of another registration, or out of date.
  if (seen?.kind !== 'known' || (memory.tasks === undefined && !seen.value.listed)) return memory;
  const byArn = new Map([...(memory.tasks ?? []), ...seen.value.tasks].map((task) => [task.taskArn, task]));
  const outstanding = [...byArn.values()].filter((task) => !isStopped(task));
  return {
    ...memory,
    tasks: outstanding.sort((a, b) => compare(a.taskArn, b.taskArn)),
    tasksStopped: memory.tasksStopped + byArn.size - outstanding.length,
  };
};

/** What is known of the outstanding tasks' services and task definitions, and no others. */
const applyFacts: Reducer = (memory, { observation }) => {
  const { group, services, stopTimeouts, protections } = observation;
  const tasks = memory.tasks ?? [];
  const serviceNames = new Set(tasks.map(serviceNameOf));
  const definitions = new Set(tasks.map(({ taskDefinitionArn }) => taskDefinitionArn));
  return {
    ...memory,
    group: valueOf(group) ?? memory.group,
    protections: valueOf(protections) ?? memory.protections,
    services: merged(memory.services, valueOf(services), ({ serviceName }) => serviceName, serviceNames),
    stopTimeouts: merged(
      memory.stopTimeouts,
      stopTimeouts?.flatMap((part) => valueOf(part) ?? []),
      ({ taskDefinitionArn }) => taskDefinitionArn,
      definitions,
    ),
  };
};

const applyEmpty: Reducer = (memory, _look, now) => {
  const isEmpty = memory.tasks !== undefined && blockingTasks(memory).length === 0;
  return { ...memory, emptySince: isEmpty ? (memory.emptySince ?? now) : undefined };
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
