/**
 * The driver: hands what has happened to a decision, carries out the plan that it answers, and waits. It knows no task, hook or
 * cluster. A decision is made by a local activity, and its result is recorded: a change of what is decided breaks the replay of no
 * workflow that runs.
 */
import {
  allHandlersFinished,
  CancellationScope,
  CancelledFailure,
  condition,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import { begin, decide, failureOf, type Call } from './activity-calls';
import { close, goOnInNewRun, isLong } from './endings';
import { answerMessages, type Messages } from './handlers';
import { isUrgent, openInputs, type Inputs } from './inputs';
import {
  notBegun,
  type Action,
  type ActivityCall,
  type Answer,
  type Carried,
  type Observation,
  type Plan,
  type State,
  type View,
} from './plan';
import { publish } from './publish';
import { openWakeUps, type WakeUps } from './wake-ups';

export interface DriverOptions {
  /** Name of the local activity that decides: `(request: DecisionRequest) => Plan`. */
  readonly decision: string;
  /** What the workflow was started with: handed to each decision. */
  readonly start: unknown;
  readonly carried: Carried;
  readonly messages: Messages;
  readonly onObservation?: (cause: ObservationCause) => void;
}

/** Why it is time to observe: a run begins, something has arrived, a timer, or the plan says at once. */
export type ObservationCause = 'start' | 'woken' | 'resync' | 'at-once';

/** A decision that failed is tried again as the plan before would have waited, within these bounds. */
const retryMs = { soonest: 10_000, latest: 60_000 };

/** @returns the result of the plan that ends it */
export async function drive(options: DriverOptions): Promise<unknown> {
  const driver = new Driver(options);
  return CancellationScope.nonCancellable(() => driver.run());
}

class Driver {
  private readonly inputs: Inputs;
  private readonly wakeUps: WakeUps;
  private state: State | undefined;
  /** That of the last plan. */
  private observation: Observation | undefined;
  private isObserving = false;
  private cause: ObservationCause = 'start';
  private decisionFailure: string | undefined;
  private cancellation: Error | undefined;

  constructor(private readonly options: DriverOptions) {
    this.inputs = openInputs(options.carried.inputs);
    this.wakeUps = openWakeUps(options.carried.wakeUps);
    this.state = options.carried.state;
    this.observation = options.carried.observation;
    // An input as any other: a decision says what is still to be done.
    CancellationScope.current().cancelRequested.catch((error: unknown) => {
      this.cancellation = error instanceof Error ? error : new CancelledFailure('the workflow was cancelled');
      this.inputs.push({ kind: 'cancel', at: Date.now() });
    });
    answerMessages(options.messages, this.inputs, this.wakeUps, (): View => ({
      state: this.state,
      decisionFailure: this.decisionFailure,
    }));
  }

  async run(): Promise<unknown> {
    for (;;) {
      const plan = await this.nextPlan();
      if (plan === undefined) await this.observeAgain();
      else if (plan.action) await this.act(plan.action);
      else if (plan.end && (await this.isOver())) return close(plan.end, this.cancellation);
      else if (isLong() && !plan.endsInThisRun && this.isQuiet()) await this.goOn();
      else if (plan.observation && (await this.isTimeFor(plan.observation)))
        await this.observe(plan.observation);
      else await condition(() => this.inputs.hasNews());
    }
  }

  /** Undefined where the decision failed: its inputs wait for the next one. */
  private async nextPlan(): Promise<Plan | undefined> {
    const { workflowId, runId } = workflowInfo();
    const { start, decision } = this.options;
    const request = {
      workflowId,
      runId,
      start,
      state: this.state,
      inputs: this.inputs.offer(),
      now: Date.now(),
    };
    try {
      const plan = await decide(decision, request);
      this.state = publish(plan, this.state);
      this.observation = plan.observation;
      this.decisionFailure = undefined;
      this.wakeUps.waitFor(plan.observation?.wakeWhen);
      this.inputs.settle(plan.replies);
      return plan;
    } catch (error) {
      this.decisionFailure = failureOf(error).message;
      setCurrentDetails(
        `**decision failed**: ${this.decisionFailure}\n\nOnly heartbeats are sent until a worker can decide.`,
      );
      return undefined;
    }
  }

  /** The last request once more, heartbeats included: what failed may be fixed by another worker. */
  private async observeAgain(): Promise<void> {
    if (this.cancellation !== undefined) throw this.cancellation; // no decision says what is still to be done
    if (isLong()) {
      if (this.isQuiet()) await this.goOn();
      this.inputs.refuseCommands(`nothing was changed: decision failed: ${this.decisionFailure ?? ''}`);
    }
    const { soonest, latest } = retryMs;
    const waitMs = Math.min(latest, Math.max(soonest, this.observation?.afterMs ?? latest));
    await condition(() => this.inputs.hasNews(), waitMs, { summary: 'decision failed: decide again' });
    if (this.observation) await this.observe(this.observation);
  }

  /** Ends when no attempt is in flight any more. */
  private async act(action: Action): Promise<void> {
    const isInterrupted = () =>
      this.inputs.hasNews(action.interruptedBy === 'commands' ? isUrgent : undefined);
    const requestedAt = Date.now();
    const answer = isInterrupted() ? notBegun : await answerOf(begin(action, this.state), isInterrupted);
    this.inputs.push({ kind: 'acted', call: action, requestedAt, at: Date.now(), answer });
  }

  /** False where an input comes first, such as the answer of an observation that is under way. */
  private async isTimeFor({ afterMs, summary }: Observation): Promise<boolean> {
    if (this.isObserving) return false;
    const isCalled = () => this.inputs.hasNews() || this.wakeUps.areEnough();
    if (afterMs === undefined) await condition(isCalled);
    else if (afterMs > 0 && !(await condition(isCalled, afterMs, { summary }))) this.cause = 'resync';
    if (isCalled()) this.cause = 'woken';
    return !this.inputs.hasNews();
  }

  /** Its answer is an input. A command does not wait for it. */
  private async observe({ call }: Observation): Promise<void> {
    if (!this.isObserving) this.beginObservation(call);
    await condition(() => !this.isObserving || this.inputs.hasNews(isUrgent));
  }

  private beginObservation(call: ActivityCall): void {
    const requestedAt = Date.now();
    this.isObserving = true;
    this.wakeUps.heed(); // what wakes from here on, it may not see
    this.options.onObservation?.(this.cause);
    this.cause = 'at-once';
    void begin(call, this.state).answer.then((answer) => {
      this.isObserving = false;
      this.inputs.push({ kind: 'observed', call, requestedAt, at: Date.now(), answer });
    });
  }

  private async isOver(): Promise<boolean> {
    await condition(() => allHandlersFinished() || this.inputs.hasNews());
    return this.inputs.isEmpty();
  }

  /** No command waits for an answer, and nothing is under way. A cancel that arrives during a decision is decided on first: it is not carried. */
  private isQuiet(): boolean {
    return allHandlersFinished() && !this.isObserving && !this.inputs.hasNews(isUrgent);
  }

  private goOn(): Promise<never> {
    const carried: Carried = {
      state: this.state,
      inputs: this.inputs.carried(),
      observation: this.observation,
      wakeUps: this.wakeUps.carried(),
    };
    return goOnInNewRun(this.options.start, carried);
  }
}

async function answerOf(call: Call, isInterrupted: () => boolean): Promise<Answer> {
  const seen = { isAnswered: false };
  void call.answer.then(() => (seen.isAnswered = true));
  await condition(() => seen.isAnswered || isInterrupted());
  if (!seen.isAnswered) call.cancel();
  return call.answer;
}
