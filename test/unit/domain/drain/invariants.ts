/** What holds in every world: each promise is a function over what the world has recorded, and answers what broke it. */
import {
  beatSeconds,
  blocking,
  canEnd,
  completions,
  describe,
  isGivenUp,
  isHeldBack,
  isKept,
  isNoDaemon,
  isPressed,
  isRulesTime,
  isTimeUp,
  longestWaitMs,
  names,
  orderMarginMs,
  pairsOf,
  toldTo,
  usualStopMs,
} from '../../../support/simulated-world/facts';
import { resumedBy, touches, wasPaused } from '../../../support/simulated-world/limits-facts';
import { globalTimeoutMarginMs } from '../../../support/simulated-world/moment';
import type { PerformedAction, Story } from '../../../support/simulated-world/story';

/** Answers nothing where the promise is kept. */
type Invariant = (story: Story) => readonly string[];
export type Invariants = Readonly<Record<string, Invariant>>;

/** The first to set DRAINING, on an instance that is not on its way out already. */
const mightHaveWaited = ({ action, isFirstDraining, isGoingTold }: PerformedAction): boolean =>
  action.kind === 'set-draining' && isFirstDraining && !isGoingTold;

/** In any world, however badly AWS is doing and whoever interferes. */
export const always: Invariants = {
  'nothing is done to an instance that nobody wants gone': ({ performed }) =>
    performed
      .filter(
        ({ request, stageTold, isReclaimedTold }) =>
          request === undefined && stageTold !== 'waiting' && !isReclaimedTold,
      )
      .map(describe),

  'no action is completed while a container runs, before a deadline': ({ performed, plan }) =>
    completions(performed)
      .filter((action) => !isTimeUp(action) && !isGivenUp(action, plan))
      .filter((action) => blocking(action).length > 0)
      .map((action) => `${describe(action)} while ${names(blocking(action))} ran`),

  'the outcome says what was done': ({ performed, end }) => {
    const completed = completions(performed);
    const drained = ['drained', 'drained-without-hook', 'drained-on-request', 'returned-to-active'];
    const said = [
      ...completed.filter(({ action }) => 'outcome' in action && drained.includes(action.outcome)),
      ...(end !== undefined && end.outcome !== 'drained' && drained.includes(end.outcome) ? [end] : []),
    ];
    const hasAbandoned = completed.some(({ action }) => 'result' in action && action.result === 'ABANDON');
    return [
      ...said.filter((moment) => blocking(moment).length > 0).map(({ at }) => `not drained at ${at}`),
      ...(end?.outcome === 'abandoned' && !hasAbandoned ? ['nothing was abandoned'] : []),
    ];
  },

  'only our own actions are completed, each once': ({ performed, plan: { autoScaling, spec } }) => {
    const seen = autoScaling.hooks.filter(({ owner }) => owner !== 'theirs').map(({ name }) => name);
    const ours = [...seen, ...spec.lifecycleHooks];
    const completed = completions(performed);
    const times = completed.filter(({ isEffective }) => isEffective).length;
    return [
      ...completed
        .filter(
          ({ action }) => 'result' in action && !ours.includes(action.lifecycleAction.lifecycleHookName),
        )
        .map(describe),
      ...(times > autoScaling.hooks.length ? [`${times} of ${autoScaling.hooks.length} actions`] : []),
    ];
  },

  'what the instance started for itself stops last, unless the deadline leaves no time': ({
    performed,
    plan,
  }) =>
    performed.flatMap((action) => {
      const others = blocking(action).filter(isNoDaemon);
      return toldTo(action)
        .filter(({ plan: { role }, rule }) => role === 'self-started' && rule === undefined)
        .filter((daemon) => others.length > 0 && !isPressed(action, daemon, plan))
        .map((daemon) => `${names([daemon])} told to stop at ${action.at} while ${names(others)} ran`);
    }),

  'no task is told to stop before its time': ({ performed, plan }) =>
    performed.flatMap((action) =>
      toldTo(action)
        .filter(({ plan: { role }, rule }) => role !== 'self-started' || rule !== undefined)
        .filter((task) => task.rule?.kind === 'skip' || !isPressed(action, task, plan))
        .filter((task) => !isRulesTime(action, task, plan))
        .map((task) => `${names([task])}, a ${task.plan.role}, at ${action.at}`),
    ),

  'DRAINING waits for protection to end, as long as the deadline and EC2 allow': ({ performed, plan }) =>
    performed
      .filter(mightHaveWaited)
      .filter(
        ({ at, deadlineAt }) => plan.spec.protectedTasks === 'wait' && at < deadlineAt - usualStopMs(plan),
      )
      .filter(({ running, at, observedAt }) =>
        running.some(
          (task) => task.placedAt < observedAt && task.placedAt + task.plan.protectedSeconds * 1000 > at,
        ),
      )
      .map(describe),

  'where only so many may act DRAINING waits for a permit, as long as the deadline and EC2 allow': ({
    performed,
    plan,
  }) =>
    performed
      .filter(mightHaveWaited)
      .filter(
        ({ at, deadlineAt }) =>
          plan.spec.maxConcurrentDrains !== undefined && at < deadlineAt - usualStopMs(plan),
      )
      .filter(({ limitsSeen }) => limitsSeen?.hasPermit !== true)
      .map(describe),

  'while all drains are paused nothing takes effect, nor is it tried by who has seen it, or could not see': ({
    performed,
  }) =>
    performed
      .filter(touches)
      .filter(
        ({ isPaused, isEffective, limitsSeen }) =>
          (isPaused && isEffective) || limitsSeen === undefined || limitsSeen.allPaused !== undefined,
      )
      .map(describe),

  'an instance returns to ACTIVE only as an operator wished, drained, and not terminated': ({ performed }) =>
    performed
      .filter(({ action }) => action.kind === 'set-active')
      .filter(
        (action) =>
          action.request?.afterwards !== 'return-to-active' ||
          action.stageTold === 'waiting' ||
          action.isGoingTold ||
          blocking(action).length > 0,
      )
      .map(describe),

  'an action done twice is the action done once': ({ performed }) =>
    performed.filter(({ changedByRepetition }) => changedByRepetition).map(describe),

  'the deadline never moves out by itself': ({ sayings, toldAt, actions, plan }) =>
    pairsOf(sayings.filter(({ isOver }) => !isOver))
      .filter(([before, after]) => (before.deadline?.at ?? Infinity) < (after.deadline?.at ?? Infinity))
      .filter(([before, after]) => {
        const isToldAnew = toldAt.some((at) => at > before.observedAt && at <= after.at);
        const hasEnded = actions.some(({ ended }) => ended !== undefined && ended.at <= after.at);
        const wasForged = plan.autoScaling.forged.length > 0;
        return before.deadline?.setBy !== 'global-timeout' || !(isToldAnew || hasEnded || wasForged);
      })
      .map(([before, after]) => `${before.deadline?.at} became ${after.deadline?.at} at ${after.at}`),

  'the same observation makes the same plan and words, in whatever order AWS answers': ({ sayings }) =>
    sayings
      .filter(({ isRepeatable, words, wordsPermuted }) => !isRepeatable || words !== wordsPermuted)
      .map(({ at }) => `not at ${at}`),

  'words are short': ({ sayings }) =>
    sayings
      .filter(({ longest: { timer, headline, details } }) => timer > 200 || headline > 2000 || details > 4000)
      .map(({ longest, at }) => `at ${at}: ${JSON.stringify(longest)}`),

  'a drain never observes busily': ({ observedAt, plan }) => {
    const seconds = Math.min(plan.spec.resyncSeconds, ...beatSeconds(plan));
    const most = 20 + 2 * (60 / seconds);
    return observedAt
      .filter((at, index) => (observedAt[index + most] ?? Infinity) < at + 60_000)
      .slice(0, 1)
      .map((at) => `more than ${most} observations in a minute from ${at}`);
  },

  'after its end a drain asks for nothing more': ({ end }) =>
    end !== undefined && (end.asksForAction || end.asksToObserve) ? [`at ${end.at}`] : [],
};

/** Where Auto Scaling answers whenever it is asked. */
export const whileAutoScalingAnswers: Invariants = {
  'no hook of ours runs into its time-out': ({ actions, end }) =>
    actions
      .filter(({ plan, ended }) => plan.owner !== 'theirs' && ended?.by === 'timeout')
      .filter(({ ended }) => end === undefined || (ended?.at ?? 0) < end.at)
      .map(({ plan, ended }) => `${plan.name} at ${ended?.at}`),
};

/** Where AWS answers now and then, and nobody interferes. */
export const atLast: Invariants = {
  'a drain ends, and leaves no action of ours open': (story) => {
    const { end, stoppedAt, actions } = story;
    if (end === undefined) return canEnd(story) ? [`still going on at ${stoppedAt}`] : [];
    return actions
      .filter(({ plan, messageAt, ended }) => plan.owner !== 'theirs' && messageAt < end.at && !ended)
      .map(({ plan }) => `${plan.name} left open`);
  },
};

/** Where all of AWS answers, and nobody interferes. */
export const ifTheWorldCooperates: Invariants = {
  'a drain ends, soon after the last thing that it waits for': (story) => {
    const { end, changedAt, startedAt, stoppedAt, plan } = story;
    if (end === undefined) return canEnd(story) ? [`still going on at ${stoppedAt}`] : [];
    const lastAt = Math.max(...[...changedAt, end.deadlineAt].filter((at) => at <= end.at));
    const tookMs = end.at - lastAt;
    return tookMs > longestWaitMs(plan, end.at - startedAt) ? [`${tookMs} ms later, at ${end.at}`] : [];
  },

  'every action of ours is completed by us, unless a pause outlasts its global timeout': ({
    actions,
    end,
    pauses,
  }) =>
    end === undefined
      ? []
      : actions
          // A message of the very moment of the end may come after it: then it starts the next drain.
          .filter(({ plan, messageAt }) => plan.owner !== 'theirs' && messageAt < end.at)
          .filter(
            ({ ended }) => ended === undefined || ended.by === 'timeout' || ended.by === 'global-timeout',
          )
          .filter(
            ({ ended, globalTimeoutAt }) =>
              ended?.by !== 'global-timeout' ||
              !wasPaused({ pauses }, globalTimeoutAt - globalTimeoutMarginMs, globalTimeoutAt),
          )
          .map(({ plan, ended }) => `${plan.name}: ${ended?.by ?? 'left open'}`),

  'who has the time for a clean stop before the deadline gets it': ({
    performed,
    end,
    toldAt,
    plan,
    pauses,
  }) => {
    const cut = [...completions(performed), ...(end ? [end] : [])].find(
      (moment) => blocking(moment).length > 0,
    );
    if (cut === undefined || !isTimeUp(cut) || isKept(plan)) return [];
    const daemonsMs = Math.max(0, ...cut.running.map(({ stopWithinMs }) => stopWithinMs));
    const known = Math.max(...toldAt.filter((at) => at <= cut.at));
    return blocking(cut)
      .filter(({ plan: { stopSeconds }, stopWithinMs }) => stopSeconds * 1000 <= stopWithinMs)
      .filter((task) => !isHeldBack(plan, task))
      .filter(({ stopWithinMs, placedAt }) => {
        const fromAt = Math.max(known, placedAt, resumedBy({ pauses }, cut.at)) + 120_000;
        return fromAt + stopWithinMs + daemonsMs + orderMarginMs < cut.deadlineAt;
      })
      .map((task) => `${names([task])} cut short at ${cut.at}, ordered at ${task.orderedAt}`);
  },
};
