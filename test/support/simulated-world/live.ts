/** Lets a drain live in a world, as the workflow would, until it ends or has looked so many times. */
import { actWithinMs, conclude, reconcile } from '../../../src/reconcile/reconcile';
import { lookWithinMs } from '../../../src/reconcile/look';
import { nextLook } from '../../../src/reconcile/look-request';
import { newMemory, type Memory } from '../../../src/reconcile/memory/memory';
import { receive } from '../../../src/reconcile/memory/receive';
import { valueOf, type Look } from '../../../src/reconcile/observation';
import type { Plan } from '../../../src/reconcile/plan';
import type { LeavingSignal, OperatorRequest } from '../../../src/reconcile/signal';
import { ec2InstanceId, startedAt } from '../looks';
import { act } from './act';
import { createAutoScaling } from './auto-scaling';
import { createContainers } from './containers';
import { createEc2, deadlineSaid, isGoingIn, isTakenIn } from './ec2';
import { createHost } from './host';
import { createLimits } from './limits';
import type { Sights } from './look-at';
import { lookAt } from './look-at';
import { createLuck } from './luck';
import { momentOf, standingShown, type Told } from './moment';
import { sayingOf } from './saying';
import type { Deed, Ending, Saying, Story } from './story';
import { createTimeline } from './timeline';
import type { WorldPlan } from './world-plan';

export function live(plan: WorldPlan, mostLooks: number): Story {
  const time = createTimeline(startedAt);
  const luck = createLuck(plan.luck);
  const inbox: LeavingSignal[] = [];
  const toldAt: number[] = [];
  const changedAt: number[] = [startedAt];
  let told: Told & { requests: OperatorRequest[] } = {
    requests: [],
    standing: undefined,
    limits: undefined,
    isTaken: false,
    isGoing: false,
    ec2DeadlineAt: Infinity,
    drainStartedAt: startedAt,
  };
  let isWoken = false;
  const wake = () => (isWoken = true);
  const isCalled = () => isWoken || inbox.length > 0;
  const changed = () => changedAt.push(time.now());
  const tell = (signal: LeavingSignal) => {
    inbox.push(signal);
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
      tell({ kind: 'operator-request', ec2InstanceId, by: 'a', why: 'b', afterwards, deadlineAt });
    });

  // The first message starts the drain.
  while (inbox.length === 0) {
    const next = time.next();
    if (next === undefined) throw new Error('nobody ever asks for a drain in this world');
    time.passUntil(next);
  }
  told = { ...told, drainStartedAt: time.now() };
  let memory: Memory = newMemory(ec2InstanceId, time.now());
  const receiveAll = () => {
    isWoken = false;
    for (const signal of inbox.splice(0)) {
      if (signal.kind === 'operator-request') told = { ...told, requests: [...told.requests, signal] };
      memory = receive(memory, signal);
    }
  };
  const lookedAt: number[] = [];
  const deeds: Deed[] = [];
  const sayings: Saying[] = [];
  let end: Ending | undefined;

  /** Where within a look its questions are answered is the dice's choice, too. */
  const look = (): Look => {
    const askedAt = time.now();
    lookedAt.push(askedAt);
    const request = nextLook(memory, askedAt);
    const lookMs = Math.min(lookWithinMs, luck.lookMs());
    const isReadAtOnce = luck.fails(50);
    if (!isReadAtOnce) time.passUntil(askedAt + lookMs);
    const observation = lookAt(world, request);
    const { autoScalingInstance, ec2Instance, limits } = observation;
    told = { ...told, limits: valueOf(limits) };
    if (autoScalingInstance.kind === 'known')
      told = { ...told, standing: standingShown(autoScalingInstance.value) };
    time.passUntil(askedAt + lookMs);
    const ec2 = valueOf(ec2Instance);
    if (ec2 && memory.ec2Signals.length > 0)
      told = {
        ...told,
        isTaken: told.isTaken || isTakenIn(ec2),
        isGoing: told.isGoing || isGoingIn(ec2),
        ec2DeadlineAt: Math.min(told.ec2DeadlineAt, deadlineSaid(ec2, time.now())),
      };
    return { spec: plan.spec, observation, askedAt };
  };
  const doIt = (decided: Plan, askedAt: number): Plan => {
    if (decided.action === undefined) return decided;
    const within = actWithinMs(decided.memory, time.now());
    const actMs = Math.min(within, luck.actMs());
    world.limits.beforeAction();
    const moment = momentOf(world, told);
    const attempt = act(world, decided.action);
    if (attempt.result.kind === 'done') changed();
    const isFirstDraining = moment.drainingSince === Infinity;
    deeds.push({ ...moment, ...attempt, action: decided.action, lookedAt: askedAt, isFirstDraining });
    time.passUntil(time.now() + actMs);
    return conclude(decided, attempt.result, time.now());
  };

  while (end === undefined && lookedAt.length < mostLooks) {
    receiveAll();
    const seen = look();
    const before = memory;
    const decided = reconcile(seen, before, time.now());
    sayings.push(sayingOf(seen, before, decided, time.now()));
    const done = doIt(decided, seen.askedAt);
    memory = done.memory;
    const isCalledMeanwhile = isCalled();
    receiveAll();
    if (memory.outcome !== undefined) {
      const asksForAction = decided.memory.outcome !== undefined && decided.action !== undefined;
      const asksForLook = done.lookAgainAt !== undefined;
      const { outcome } = memory;
      end = { ...momentOf(world, told), outcome, lookedAt: seen.askedAt, asksForAction, asksForLook };
    } else if (!isCalledMeanwhile) waitUntil(done.lookAgainAt ?? time.now());
  }

  /** A signal ends the wait, and so does whoever wakes the drain. */
  function waitUntil(at: number): void {
    while (time.now() < at && !isCalled()) time.passUntil(Math.min(at, time.next() ?? at));
  }

  return {
    plan,
    startedAt: told.drainStartedAt,
    lookedAt,
    deeds,
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
