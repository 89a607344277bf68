/** A world for properties of the decision: an instance in its hook, tasks that end in their own time, and an AWS with bad days. */
import {
  known,
  unknown,
  type Observation,
  type LookRequest,
  type Part,
  type Task,
} from '../../src/reconcile/observation';
import { lookWithinMs } from '../../src/reconcile/look';
import { nextLook } from '../../src/reconcile/look-request';
import type { Action, ActionResult } from '../../src/reconcile/actions';
import type { Memory } from '../../src/reconcile/memory/memory';
import { conclude, reconcile } from '../../src/reconcile/reconcile';
import { defaultSpec } from '../../src/reconcile/spec';
import { aHook, aHost, aMemory, anInstance, aTask, containerInstanceId, startedAt, transient } from './looks';

export interface TaskPlan {
  readonly role: 'service' | 'standalone' | 'self-started';
  /** A standalone task runs for so long; a service's is told to stop by ECS so long after DRAINING. */
  readonly runSeconds: number;
  /** From being told to stop until its containers have ended. */
  readonly stopSeconds: number;
}

export interface WorldPlan {
  readonly tasks: readonly TaskPlan[];
  readonly heartbeatTimeoutSeconds: number;
  /** Each number, 0 to 99, is spent on one question whether something fails now: it does below the rate. */
  readonly dice: readonly number[];
  readonly ecsFailsPercent: number;
  readonly autoScalingFailsPercent: number;
  readonly actionsFailPercent: number;
  /** How long a look takes, in seconds, over and over. */
  readonly lookSeconds: readonly number[];
}

export interface Outcome {
  readonly memory: Memory;
  readonly tookSeconds: number;
  /** Tasks that still ran when CONTINUE was accepted. */
  readonly cutShort: number;
  readonly hookExpired: boolean;
  readonly completions: number;
  /** Self-started tasks told to stop while another kind was not STOPPED. */
  readonly daemonsStoppedEarly: number;
  readonly looks: number;
}

interface SimulatedTask {
  readonly arn: string;
  readonly plan: TaskPlan;
  toldToStopAt: number;
}

/** Lets a drain live in the world until it ends, or for so many looks. */
export function live(plan: WorldPlan, mostLooks = 5000): Outcome {
  let now = startedAt;
  let asked = 0;
  let drainingAt = Infinity;
  let waiting = true;
  let hookExpired = false;
  let cutShort = 0;
  let completions = 0;
  let daemonsStoppedEarly = 0;
  let expiresAt = startedAt + plan.heartbeatTimeoutSeconds * 1000;
  let memory = aMemory();
  const tasks: SimulatedTask[] = plan.tasks.map((task) => ({
    arn: aTask().taskArn,
    plan: task,
    toldToStopAt: Infinity,
  }));

  const fails = (percent: number) => (plan.dice[asked++ % plan.dice.length] ?? 0) < percent;
  const stopAt = ({
    plan: { role, runSeconds, stopSeconds },
    toldToStopAt,
  }: SimulatedTask): { told: number; ended: number } => {
    const byEcs = role === 'service' ? drainingAt + runSeconds * 1000 : Infinity;
    const told = Math.min(toldToStopAt, byEcs);
    const byItself = role === 'standalone' ? startedAt + runSeconds * 1000 : Infinity;
    return { told, ended: Math.min(byItself, told + stopSeconds * 1000) };
  };
  const view = (task: SimulatedTask): Task => {
    const { told, ended } = stopAt(task);
    return {
      ...aTask({ taskArn: task.arn, group: task.plan.role === 'service' ? 'service:web' : 'family:x' }),
      startedBy: task.plan.role === 'self-started' ? containerInstanceId : undefined,
      desiredStatus: now >= Math.min(told, ended) ? 'STOPPED' : 'RUNNING',
      lastStatus: now >= ended ? 'STOPPED' : now >= told ? 'STOPPING' : 'RUNNING',
    };
  };
  const ran = () => tasks.filter((task) => now < stopAt(task).ended);
  const expire = () => {
    if (waiting && now >= expiresAt) {
      hookExpired = true;
      waiting = false;
    }
  };
  const part = <T>(percent: number, value: T): Part<T> =>
    fails(percent) ? unknown(transient) : known(value);

  const observe = (request: LookRequest): Observation => {
    expire();
    const lifecycleHooks = request.lifecycleHooks.map(({ heartbeat, readHook, lifecycleAction }) => {
      const lost = fails(plan.autoScalingFailsPercent);
      if (heartbeat && !lost && waiting) expiresAt = now + plan.heartbeatTimeoutSeconds * 1000;
      const answer = waiting ? { kind: 'recorded' as const } : { kind: 'no-active-action' as const };
      return {
        ...lifecycleAction,
        lifecycleHook: readHook
          ? part(
              plan.autoScalingFailsPercent,
              aHook({ heartbeatTimeoutSeconds: plan.heartbeatTimeoutSeconds }),
            )
          : undefined,
        heartbeat: !heartbeat ? { kind: 'not-due' as const } : lost ? unknown(transient) : answer,
      };
    });
    const autoScalingInstance = part(
      plan.autoScalingFailsPercent,
      anInstance(waiting ? 'Terminating:Wait' : 'Terminating:Proceed'),
    );
    const seen = tasks.map(view);
    const counted = seen.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length;
    const host = aHost({ status: drainingAt <= now ? 'DRAINING' : 'ACTIVE', runningTasksCount: counted });
    const { taskArns } = request;
    const shown = taskArns
      ? seen.filter(({ taskArn }) => taskArns.includes(taskArn))
      : seen.filter(({ lastStatus }) => lastStatus !== 'STOPPED');
    const lists = host.status === 'DRAINING' || taskArns !== undefined;
    return {
      autoScalingInstance,
      lifecycleHooks,
      containerInstance: part(plan.ecsFailsPercent, host),
      tasks: lists ? part(plan.ecsFailsPercent, { listed: taskArns === undefined, tasks: shown }) : undefined,
      group: undefined,
      services: undefined,
      stopTimeouts: undefined,
      protections: request.protections ? known([]) : undefined,
    };
  };

  const act = (action: Action): ActionResult => {
    expire();
    const failed = { kind: 'failed' as const, trouble: transient };
    if (fails(plan.actionsFailPercent)) return failed;
    const answerLost = fails(plan.actionsFailPercent);
    switch (action.kind) {
      case 'set-draining':
        drainingAt = Math.min(drainingAt, now);
        break;
      case 'stop-tasks': {
        const others = ran().filter(({ plan: { role } }) => role !== 'self-started');
        if (others.length > 0) daemonsStoppedEarly += action.taskArns.length;
        for (const task of tasks)
          if (action.taskArns.includes(task.arn)) task.toldToStopAt = Math.min(task.toldToStopAt, now);
        break;
      }
      case 'set-active':
        throw new Error('nobody asked for a return to ACTIVE here');
      case 'complete-lifecycle-action':
        if (!waiting) return { kind: 'no-active-action' };
        completions += 1;
        // What runs on at the deadline was cut short by whoever set it.
        if (action.outcome !== 'deadline-reached') cutShort += ran().length;
        waiting = false;
    }
    return answerLost ? failed : { kind: 'done' };
  };

  let looks = 0;
  while (memory.outcome === undefined && looks < mostLooks) {
    const observation = observe(nextLook(memory, now));
    const askedAt = now;
    now += Math.min(lookWithinMs, (plan.lookSeconds[looks % plan.lookSeconds.length] ?? 0) * 1000);
    looks += 1;
    let decided = reconcile({ spec: defaultSpec, outcomeTopic: false, observation, askedAt }, memory, now);
    if (decided.action) decided = conclude(decided, act(decided.action), now);
    ({ memory } = decided);
    now = Math.max(now, decided.lookAgainAt ?? now);
  }
  return {
    memory,
    tookSeconds: (now - startedAt) / 1000,
    cutShort,
    hookExpired,
    completions,
    daemonsStoppedEarly,
    looks,
  };
}
