/** Auto Scaling: the instance's lifecycle, its hooks' actions with their tokens and time-outs, and the messages about them. */
import type {
  LifecycleActionRef,
  LifecycleActionResult,
  LifecycleHook,
} from '../../../src/domain/drain/observation/observation';
import type { TerminateLifecycleAction } from '../../../src/domain/notice';
import { ec2InstanceId } from '../observations';
import { globalTimeoutSeconds, described, forgedMessage, groupName, messageOf } from './hook-words';
import type { Timeline } from './timeline';
import type { HookPlan, WorldPlan } from './world-plan';

export type EndedBy = 'us' | 'somebody' | 'timeout' | 'global-timeout' | 'another-hook' | 'instance-left';

export interface LifecycleActionFacts {
  readonly plan: HookPlan;
  readonly beganAt: number;
  /** When its first message arrives. */
  readonly messageAt: number;
  readonly globalTimeoutAt: number;
  readonly token: string;
  readonly expiresAt: number;
  readonly ended:
    { readonly at: number; readonly by: EndedBy; readonly result: LifecycleActionResult } | undefined;
}

/** A heartbeat that was sent. */
export interface HeartbeatFacts {
  readonly at: number;
  readonly isRecorded: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface AutoScaling {
  readonly lifecycleState: (at: number) => string | null;
  readonly actions: () => readonly LifecycleActionFacts[];
  readonly heartbeats: () => readonly HeartbeatFacts[];
  readonly heartbeat: (ref: LifecycleActionRef) => boolean;
  readonly complete: (ref: LifecycleActionRef, result: LifecycleActionResult, by: EndedBy) => boolean;
  readonly describeHook: (name: string) => LifecycleHook | null;
}

export function createAutoScaling(
  { autoScaling: plan }: WorldPlan,
  time: Timeline,
  tell: (notice: TerminateLifecycleAction) => void,
  onChange: () => void,
): AutoScaling {
  const actions: Mutable<LifecycleActionFacts>[] = [];
  const heartbeats: HeartbeatFacts[] = [];
  const states: { at: number; state: string | null }[] = [{ at: -Infinity, state: plan.before }];
  const enter = (state: string | null) => {
    states.push({ at: time.now(), state });
    onChange();
  };
  const stateNow = () => states.at(-1)?.state ?? null;
  const prefixed = (state: string) => (plan.isWarm ? `Warmed:${state}` : state);
  const deleted = new Set<string>();

  const begin = (hook: HookPlan, beganAt: number) => {
    const timeoutMs = hook.heartbeatTimeoutSeconds * 1000;
    const globalTimeoutAt = beganAt + globalTimeoutSeconds(hook.heartbeatTimeoutSeconds) * 1000;
    const messageAt = beganAt + (hook.messagesAfterSeconds[0] ?? Infinity) * 1000;
    const token = `token-of-${hook.name}`;
    const action = {
      plan: hook,
      token,
      messageAt,
      beganAt,
      globalTimeoutAt,
      expiresAt: beganAt + timeoutMs,
      ended: undefined,
    };
    actions.push(action);
    watchExpiry(action);
    planFor(action);
  };
  const planFor = (action: Mutable<LifecycleActionFacts>) => {
    const {
      messagesAfterSeconds,
      completedElsewhereAfterSeconds,
      deletedAfterSeconds,
      newTokenAfterSeconds,
    } = action.plan;
    const at = (seconds: number | undefined, happen: () => void) =>
      seconds !== undefined && time.at(Math.max(time.now(), action.beganAt + seconds * 1000), happen);
    const first = messageOf(action);
    for (const seconds of messagesAfterSeconds) at(seconds, () => tell(first));
    at(completedElsewhereAfterSeconds, () => end(action, 'somebody', 'CONTINUE'));
    at(deletedAfterSeconds, () => {
      deleted.add(action.plan.name);
      end(action, 'somebody', 'CONTINUE');
    });
    at(newTokenAfterSeconds, () => {
      if (action.ended) return;
      // Another name for the same wait.
      action.token = `${action.token}-again`;
      const second = messageOf(action);
      time.after(messagesAfterSeconds[0] ?? 0, () => tell(second));
    });
  };
  const watchExpiry = (action: Mutable<LifecycleActionFacts>) =>
    time.at(action.expiresAt, () => {
      if (action.expiresAt > time.now()) return;
      end(
        action,
        action.expiresAt >= action.globalTimeoutAt ? 'global-timeout' : 'timeout',
        action.plan.defaultResult,
      );
    });
  const end = (action: Mutable<LifecycleActionFacts>, by: EndedBy, result: LifecycleActionResult) => {
    if (action.ended) return;
    action.ended = { at: time.now(), by, result };
    onChange();
    if (by === 'another-hook' || by === 'instance-left') return;
    const open = actions.filter(({ ended }) => ended === undefined);
    if (result === 'ABANDON') {
      for (const other of open) end(other, 'another-hook', result);
      enter(prefixed(plan.retainsAbandoned ? 'Terminating:Retained' : 'Terminating:Proceed'));
      return;
    }
    const next = plan.hooks[actions.length];
    if (plan.inTurn && next) begin(next, time.now());
    else if (open.length === 0) enter(prefixed('Terminating:Proceed'));
  };
  const find = (ref: LifecycleActionRef) =>
    actions.find(
      ({ plan: { name }, token, ended }) =>
        ended === undefined &&
        ref.ec2InstanceId === ec2InstanceId &&
        ref.autoScalingGroupName === groupName &&
        ref.lifecycleHookName === name &&
        (ref.lifecycleActionToken ?? token) === token,
    );

  const terminate = (at: number) => {
    states.push({ at, state: prefixed('Terminating:Wait') });
    onChange();
    for (const hook of plan.inTurn ? plan.hooks.slice(0, 1) : plan.hooks) begin(hook, at);
    if (plan.hooks.length === 0) enter(prefixed('Terminating:Proceed'));
  };
  const { hooksAfterSeconds, leaves, forged } = plan;
  for (const { hook, group } of forged) time.after(0, () => tell(forgedMessage(hook, group)));
  if (hooksAfterSeconds !== undefined) {
    const at = time.now() + hooksAfterSeconds * 1000;
    time.at(Math.max(time.now(), at), () => terminate(at));
  }
  if (leaves !== undefined)
    time.after(leaves.afterSeconds, () => {
      for (const action of actions) end(action, 'instance-left', 'CONTINUE');
      enter(leaves.to);
    });

  return {
    lifecycleState: (at) => states.findLast((one) => one.at <= at)?.state ?? stateNow(),
    actions: () => actions,
    heartbeats: () => heartbeats,
    heartbeat: (ref) => {
      const action = find(ref);
      heartbeats.push({ at: time.now(), isRecorded: action !== undefined });
      if (action === undefined) return false;
      const wanted = time.now() + action.plan.heartbeatTimeoutSeconds * 1000;
      action.expiresAt = Math.min(action.globalTimeoutAt, wanted);
      watchExpiry(action);
      return true;
    },
    complete: (ref, result, by) => {
      const action = find(ref);
      if (action === undefined) return false;
      end(action, by, result);
      return true;
    },
    describeHook: (name) => {
      const hook = plan.hooks.find((one) => one.name === name);
      if (hook === undefined || deleted.has(name)) return null;
      return described(hook);
    },
  };
}
