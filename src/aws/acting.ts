/** Calls that change something. Each send is made for attempts of activities, and only while all of these may act. */
import type { ActingCall, SentCall } from '../domain/drain/sent-calls';
import type { Next } from './middleware';
import { wasAnswered } from './call-error';

/** How an attempt stood when Temporal was asked. */
export interface Proof {
  /** For how long the question has been asked, on this machine. */
  readonly ageMs: () => number;
}

/** One attempt of an activity that acts. */
export interface Attempt {
  /** Aborted, with an AttemptOverError, once nothing more may be sent. Calls that were sent are not aborted. */
  readonly signal: AbortSignal;
  /** @throws AttemptOverError once nothing more may be sent, also where the signal's timer is late */
  throwIfOver(): void;
  /** Whether Temporal has cancelled the attempt or given it up. */
  isCancelled(): boolean;
  /**
   * Asks Temporal whether the attempt may act.
   * @throws AttemptOverError, ActingPausedError, AwsCallError where Temporal did not answer
   */
  prove(): Promise<Proof>;
  /** Notes that a call is sent; the function that is returned notes what AWS answered. */
  leaves(call: ActingCall): (answer: SentCall['answer']) => void;
}

/** A call that was not sent, because the attempt that wanted it is over. */
export class AttemptOverError extends Error {
  override readonly name = 'AttemptOver';

  constructor(readonly reason: 'cancelled' | 'too-late') {
    super(
      reason === 'cancelled'
        ? 'the attempt was cancelled, or Temporal has given it up'
        : 'too little time was left for an answer',
    );
  }
}

/** A call that was not sent, because all drains are paused. */
export class ActingPausedError extends Error {
  override readonly name = 'ActingPaused';
}

/** An older answer proves nothing: the process may have been frozen since. */
const freshMs = 1_000;

type Middleware = <A, R>(next: Next<A, R>, context: object) => Next<A, R>;

/** What our middleware needs of a command. */
interface Command {
  readonly middlewareStack: { add(middleware: Middleware, options: typeof lastOfAll): void };
}

/** After retry, credentials and signature: nothing but the transport comes later. */
const lastOfAll = { step: 'finalizeRequest', name: 'mayAct', priority: 'low' } as const;

/** The executions of commands that were given attempts. */
const guarded = new WeakSet<object>();

/** Returns the command, each send of which now begins with the question whether all these attempts may act. */
export function forAttempts<C extends Command>(
  attempts: readonly Attempt[],
  call: ActingCall,
  command: C,
): C {
  const departure = createDeparture(attempts, call);
  command.middlewareStack.add((next, context) => {
    guarded.add(context);
    return async (args) => {
      await untilProven(attempts);
      return departure(() => next(args));
    };
  }, lastOfAll);
  return command;
}

/** Notes what was sent, the SDK's second try included, as one call. */
function createDeparture(attempts: readonly Attempt[], call: ActingCall) {
  let answered: readonly ((answer: SentCall['answer']) => void)[] | undefined;
  let open = 0;
  return async <R>(send: () => Promise<R>): Promise<R> => {
    answered ??= attempts.map((attempt) => attempt.leaves(call));
    const note = (answer: SentCall['answer']) => answered?.forEach((note) => note(answer));
    open += 1;
    note('none');
    try {
      const result = await send();
      note('done');
      return result;
    } catch (error) {
      if (wasAnswered(error)) open -= 1;
      if (open === 0) note('refused');
      throw error;
    }
  };
}

/** All have to be proven at once, and directly before the send. */
async function untilProven(attempts: readonly Attempt[]): Promise<void> {
  for (;;) {
    for (const attempt of attempts) attempt.throwIfOver();
    const proofs = await Promise.all(attempts.map((attempt) => attempt.prove()));
    for (const attempt of attempts) attempt.throwIfOver();
    if (proofs.every(({ ageMs }) => ageMs() <= freshMs)) return;
  }
}

const actingCommands: ReadonlySet<string | undefined> = new Set([
  'UpdateContainerInstancesStateCommand',
  'StopTaskCommand',
  'CompleteLifecycleActionCommand',
]);

/** A middleware that refuses what would act for no attempt. */
export const refuseUnguarded =
  <A, R>(next: Next<A, R>, context: { readonly commandName?: string }): Next<A, R> =>
  (args) =>
    actingCommands.has(context.commandName) && !guarded.has(context)
      ? Promise.reject(new Error(`${context.commandName ?? ''} acts, and no attempt of an activity wants it`))
      : next(args);
