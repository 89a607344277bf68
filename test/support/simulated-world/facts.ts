/** What promises ask of a story: who runs, whose time it is, how long something may last. */
import { startedAt } from '../observations';
import type { PerformedAction, Moment, RunningTask, Story } from './story';
import { stopWithinMs } from './moment';
import type { TaskPlan, WorldPlan } from './world-plan';

/** A moment that an observation led to. */
export type Looked = Moment & { readonly observedAt: number };

export const describe = ({ action, at }: PerformedAction): string => `${action.kind} at ${at}`;
export const names = (tasks: readonly RunningTask[]): string =>
  tasks.map(({ arn }) => arn.slice(-4)).join(', ');

/** Also those that AWS refused: meant as much. */
export const completions = (performed: readonly PerformedAction[]): PerformedAction[] =>
  performed.filter(({ action }) => action.kind === 'complete-lifecycle-action');

/** All but what an operator's rule leaves alone; and nobody can know of what was placed since the observation. */
export const blocking = ({ running, observedAt }: Looked): RunningTask[] =>
  running.filter(({ rule, placedAt }) => rule?.kind !== 'skip' && placedAt < observedAt);

/** A rule takes a daemon out of its permit. */
export const isNoDaemon = ({ plan: { role }, rule }: RunningTask): boolean =>
  rule !== undefined || (role !== 'self-started' && role !== 'daemon-service');

/** Those that a action tells to stop, and nobody has told before. */
export function toldTo({ action, running }: PerformedAction): RunningTask[] {
  if (action.kind !== 'stop-tasks') return [];
  return running.filter(({ arn, orderedAt }) => action.taskArns.includes(arn) && orderedAt === Infinity);
}

export const isTimeUp = ({ at, deadlineAt }: Moment): boolean => at >= deadlineAt;

/** The agent may have been back for a moment, between two observations. */
export function isGivenUp({ at }: Moment, { spec, host }: WorldPlan): boolean {
  const lost = host.events.filter(({ what }) => what.kind === 'agent-lost');
  const firstAt = startedAt + Math.min(...lost.map(({ afterSeconds }) => afterSeconds)) * 1000;
  return spec.onAgentLost === 'continue' && at >= firstAt + spec.agentGraceSeconds * 1000;
}

/** An order to stop needs so long to arrive. */
export const orderMarginMs = 15_000;

/**
 * Whether the deadline asks for its stop now. Until its definition is read its stop lasts as the spec says; a service that cannot
 * be described may have a load balancer, and a daemon that is not known as one goes before daemons. Where a read may fail, a task that
 * has ended may still be believed to run.
 */
export function isPressed({ at, deadlineAt, running }: Moment, task: RunningTask, plan: WorldPlan): boolean {
  const { spec, luck } = plan;
  const withinMs = (one: TaskPlan): number => {
    const isOfService = one.role === 'service' || one.role === 'daemon-service';
    const unknown = spec.stopTimeoutSeconds + (isOfService ? spec.deregistrationDelaySeconds : 0);
    return Math.max(stopWithinMs(one, plan), unknown * 1000);
  };
  const believed = luck.ecsFailsPercent > 0 ? plan.tasks : running.map((one) => one.plan);
  const daemonsMs = Math.max(0, ...believed.map(withinMs));
  const lastMs = task.plan.role === 'self-started' && task.rule === undefined ? 0 : daemonsMs;
  return at >= deadlineAt - lastMs - withinMs(task.plan) - orderMarginMs;
}

/** Whether a rule, or the grace for standalone tasks, asks for its stop now. */
export function isRulesTime(action: PerformedAction, task: RunningTask, plan: WorldPlan): boolean {
  const behavior = behaviorOf(task, plan);
  if (behavior?.kind !== 'stop' || action.at < action.drainingSince + behavior.afterSeconds * 1000)
    return false;
  return blocking(action).every((other) => {
    const its = behaviorOf(other, plan);
    return its?.kind !== 'stop' || its.order >= behavior.order;
  });
}

function behaviorOf({ rule, plan: { role } }: RunningTask, { spec }: WorldPlan): RunningTask['rule'] {
  const { standaloneGraceSeconds: afterSeconds } = spec;
  if (rule !== undefined || role !== 'standalone' || afterSeconds === undefined) return rule;
  return { kind: 'stop', afterSeconds, order: 0 };
}

/** The longest usual stop of tasks and then of daemons: what protection has to leave before a deadline. */
export const usualStopMs = ({ spec }: WorldPlan): number =>
  (2 * spec.stopTimeoutSeconds + spec.deregistrationDelaySeconds + 60) * 1000;

/** At the deadline the instance is kept, with all that runs on it. */
export const isKept = ({ spec, autoScaling }: WorldPlan): boolean =>
  spec.onDeadline !== 'continue' && autoScaling.retainsAbandoned;

/** DRAINING may have waited, and only a usual stop is allowed for. */
export const isHeldBack = ({ spec, tasks }: WorldPlan, { stopWithinMs }: RunningTask): boolean =>
  (spec.maxConcurrentDrains !== undefined ||
    (spec.protectedTasks === 'wait' && tasks.some(({ protectedSeconds }) => protectedSeconds > 0))) &&
  stopWithinMs > (spec.stopTimeoutSeconds + spec.deregistrationDelaySeconds) * 1000;

/** From a change to the observation that sees it, and what it may lead to. */
export const longestWaitMs = ({ spec }: WorldPlan, elapsedMs: number): number =>
  Math.max(spec.resyncSeconds * 1000, Math.min(elapsedMs / 4, spec.heartbeatSeconds * 1000)) +
  (2 * spec.absenceGraceSeconds + 60) * 1000;

/** Whether every task ends some time, or somebody set a deadline. */
export function canEnd({ plan, startedAt, stoppedAt, actions }: Story): boolean {
  const hasDeadline =
    plan.spec.deadlineSeconds !== undefined ||
    plan.requests.some(({ deadlineSeconds }) => deadlineSeconds !== undefined);
  const hasGlobalTimeout = actions.some(({ plan: { owner } }) => owner !== 'theirs');
  if (hasDeadline || hasGlobalTimeout) return true;
  const ends = plan.tasks.every(({ role, family, runSeconds }) => {
    const rule = plan.spec.taskRules.find(({ match }) => match.family === family)?.behavior;
    if (rule?.kind === 'skip' || rule?.kind === 'stop') return true;
    // It runs until it is told to stop, and a rule may say that nobody does.
    if (role === 'self-started') return rule === undefined;
    return runSeconds !== undefined;
  });
  return ends && stoppedAt > startedAt;
}

export const beatSeconds = ({ autoScaling, spec }: WorldPlan): number[] =>
  autoScaling.hooks.map(({ heartbeatTimeoutSeconds }) =>
    Math.min(heartbeatTimeoutSeconds / 3, spec.heartbeatSeconds),
  );

export const pairsOf = <T>(items: readonly T[]): [T, T][] =>
  items.slice(1).flatMap((item, place): [T, T][] => {
    const before = items[place];
    return before === undefined ? [] : [[before, item]];
  });
