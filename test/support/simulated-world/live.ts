/** Lets a drain live in a world, as the workflow would, until it ends or has observed so many times. */
import type { Action } from '../../../src/domain/drain/actions';
import { changesIn, completed } from '../../../src/domain/drain/observation/changes';
import { decide, starting, type Decision, type DrainInput } from '../../../src/domain/drain/decide';
import { actWithinMs } from '../../../src/domain/drain/reconcile';
import { observationTimeoutMs } from '../../../src/domain/drain/schedule/next-observation';
import { knownHostOf, observationRequest } from '../../../src/domain/drain/observation/observation-request';
import { newDrainState, type DrainState } from '../../../src/domain/drain/state/drain-state';
import { applyNotice } from '../../../src/domain/drain/state/apply-notice';
import { valueOf } from '../../../src/domain/drain/observation/observation';
import type { Plan } from '../../../src/domain/drain/plan';
import type { InterruptionNotice, OperatorRequest } from '../../../src/domain/notice';
import {
  changedParts,
  checkpointIn,
  recordedStateOf,
  type RecordedState,
} from '../../../src/domain/drain/state/recorded-state';
import { statusOf } from '../../../src/domain/drain/status/status';
import { ec2InstanceId, startedAt } from '../observations';
import { act } from './act';
import { createAutoScaling } from './auto-scaling';
import { createContainers } from './containers';
import { createEc2, deadlineSaid, isGoingIn, isReclaimedIn } from './ec2';
import { createHost } from './host';
import { createLimits } from './limits';
import type { Sights } from './observe';
import { observeWorld } from './observe';
import { createLuck } from './luck';
import { momentOf, stageShown, type Told } from './moment';
import { sayingOf } from './saying';
import type { PerformedAction, Ending, Saying, Story } from './story';
import { createTimeline } from './timeline';
import type { WorldPlan } from './world-plan';
import { outcomeOf } from '../../../src/domain/drain/state/progress';

export function live(plan: WorldPlan, mostObservations: number): Story {
  const time = createTimeline(startedAt);
  const luck = createLuck(plan.luck);
  const inbox: InterruptionNotice[] = [];
  const toldAt: number[] = [];
  const changedAt: number[] = [startedAt];
  let told: Told & { requests: OperatorRequest[] } = {
    requests: [],
    stage: undefined,
    limits: undefined,
    isReclaimed: false,
    isGoing: false,
    ec2DeadlineAt: Infinity,
    drainStartedAt: startedAt,
  };
  let isWoken = false;
  const wake = () => (isWoken = true);
  const isCalled = () => isWoken || inbox.length > 0;
  const changed = () => changedAt.push(time.now());
  const tell = (notice: InterruptionNotice) => {
    inbox.push(notice);
    toldAt.push(time.now());
    changed();
  };
  const containers = createContainers(time, changed);
  const world: Sights = {
    plan,
    time,
    luck,
    containers,
    host: createHost(plan, time, containers, changed),
    autoScaling: createAutoScaling(plan, time, tell, changed),
    ec2: createEc2(plan, time, tell, changed, containers.switchOff),
    limits: createLimits(plan, time, wake, changed),
  };
  for (const { afterSeconds, afterwards, deadlineSeconds } of plan.requests)
    time.after(afterSeconds, () => {
      const now = time.now();
      const deadlineAt = deadlineSeconds === undefined ? undefined : now + deadlineSeconds * 1000;
      tell({ kind: 'operator-request', ec2InstanceId, by: 'a', reason: 'b', afterwards, deadlineAt });
    });

  // The first message starts the drain.
  while (inbox.length === 0) {
    const next = time.next();
    if (next === undefined) throw new Error('nobody ever asks for a drain in this world');
    time.passUntil(next);
  }
  told = { ...told, drainStartedAt: time.now() };
  // As the driver keeps it: what is not in the state is forgotten.
  let recorded: RecordedState | undefined;
  const checkpoint = () =>
    recorded
      ? checkpointIn(recorded)
      : starting(newDrainState(ec2InstanceId, told.drainStartedAt), time.now());
  /** Signals that have come are inputs of the next decision. */
  const step = (...inputs: DrainInput[]): Decision => {
    isWoken = false;
    const notices = inbox.splice(0);
    for (const notice of notices)
      if (notice.kind === 'operator-request') told = { ...told, requests: [...told.requests, notice] };
    const all: DrainInput[] = [
      ...notices.map((payload) => ({ kind: 'signal', payload }) as const),
      ...inputs,
    ];
    const settings = { spec: plan.spec, publishesOutcomes: false };
    const decision = decide(checkpoint(), all, settings, { now: time.now(), runId: 'run' });
    recorded = JSON.parse(
      JSON.stringify({ ...recorded, ...changedParts(recorded, recordedStateOf(decision)) }),
    ) as RecordedState; // its own form
    return decision;
  };
  const observedAt: number[] = [];
  const performed: PerformedAction[] = [];
  const sayings: Saying[] = [];
  let end: Ending | undefined;

  /** Where within an observation its questions are answered is the dice's choice, too. */
  const observe = ({ observation: planned, state }: Decision): Extract<DrainInput, { kind: 'observed' }> => {
    if (planned === undefined) throw new Error('nothing is to be observed');
    const requestedAt = time.now();
    observedAt.push(requestedAt);
    const request = observationRequest(planned, knownHostOf(state), requestedAt);
    const observeMs = Math.min(observationTimeoutMs, luck.observeMs());
    const isReadAtOnce = luck.fails(50);
    if (!isReadAtOnce) time.passUntil(requestedAt + observeMs);
    const observation = observeWorld(world, request);
    const { autoScalingInstance, ec2Instance, limits } = observation;
    told = { ...told, limits: valueOf(limits) };
    if (autoScalingInstance.kind === 'known')
      told = { ...told, stage: stageShown(autoScalingInstance.value) };
    time.passUntil(requestedAt + observeMs);
    const ec2 = valueOf(ec2Instance);
    // A signal that came meanwhile is decided on with what was observed.
    if (ec2 && inbox.reduce(applyNotice, state).ec2Notices.length > 0)
      told = {
        ...told,
        isReclaimed: told.isReclaimed || isReclaimedIn(ec2),
        isGoing: told.isGoing || isGoingIn(ec2),
        ec2DeadlineAt: Math.min(told.ec2DeadlineAt, deadlineSaid(ec2, time.now())),
      };
    return {
      kind: 'observed',
      observation: changesIn(observation, planned, knownHostOf(state)),
      requestedAt,
    };
  };
  const doIt = (action: Action, state: DrainState, requestedAt: number): Decision => {
    const within = actWithinMs(state, time.now());
    const actMs = Math.min(within, luck.actMs());
    world.limits.beforeAction();
    const moment = momentOf(world, told);
    const attempt = act(world, action);
    if (attempt.result.kind === 'done') changed();
    const isFirstDraining = moment.drainingSince === Infinity;
    performed.push({ ...moment, ...attempt, action, observedAt: requestedAt, isFirstDraining });
    time.passUntil(time.now() + actMs);
    return step({ kind: 'acted', action, result: attempt.result });
  };

  let next = step();
  while (end === undefined && observedAt.length < mostObservations) {
    if (isCalled()) next = step();
    const seen = observe(next);
    const before = inbox.reduce(applyNotice, checkpoint().state);
    const decided = step(seen);
    const result = {
      spec: plan.spec,
      observation: completed(seen.observation, before),
      requestedAt: seen.requestedAt,
    };
    sayings.push(sayingOf(result, before, planIn(decided), time.now()));
    const { action, state } = decided;
    const isOver = state.progress.kind === 'ended';
    const isActing = action !== undefined && action.kind !== 'publish-outcome' && !isOver;
    next = isActing ? doIt(action, state, seen.requestedAt) : decided;
    const outcome = outcomeOf(next.state);
    if (outcome !== undefined) {
      const asksForAction = isOver && action !== undefined && action.kind !== 'return-permit';
      const asksToObserve = next.observeAt !== undefined;
      end = { ...momentOf(world, told), outcome, observedAt: seen.requestedAt, asksForAction, asksToObserve };
    } else if (!isCalled()) waitUntil(next.observeAt ?? time.now());
  }

  /** A signal ends the wait, and so does whoever wakes the drain. */
  function waitUntil(at: number): void {
    while (time.now() < at && !isCalled()) time.passUntil(Math.min(at, time.next() ?? at));
  }

  return {
    plan,
    startedAt: told.drainStartedAt,
    observedAt,
    performed,
    sayings,
    actions: world.autoScaling.actions(),
    heartbeats: world.autoScaling.heartbeats(),
    pauses: world.limits.pauses(),
    toldAt,
    changedAt,
    end,
    stoppedAt: time.now(),
  };
}

const planIn = ({ action, state, phase, reason, observeAt, decidedAt }: Decision): Plan => ({
  // The last things to do are no part of what was planned for what was seen.
  action: state.progress.kind === 'ended' || action?.kind === 'publish-outcome' ? undefined : action,
  state,
  nextObservationAt: observeAt,
  status: statusOf(state, phase, reason, decidedAt, observeAt),
});
