import { AwsError, internalFailure } from './errors';
import type { Clock } from './clock';
import {
  type ActiveFault,
  type CallFault,
  type Faults,
  type FaultTarget,
  faultError,
  throttlingError,
} from './faults';
import type { CallOutcome } from './record-entries';
import type { LocalAwsRecord } from './record';
import type { Caller, Service } from './service';

/** How long an answer takes, on whose clock. */
export interface Latency {
  readonly ms: number;
  readonly on: 'clock' | 'machine';
}

type Struck = ActiveFault & { readonly fault: CallFault };

/** What becomes of a call: a result, an error, or no answer at all. `latency` comes from a fault. */
export type Answer = { readonly latency?: Latency } & Outcome;

type Outcome =
  | { readonly kind: 'result'; readonly result: object }
  | { readonly kind: 'error'; readonly error: AwsError }
  | { readonly kind: 'no-answer'; readonly how: 'timeout' | 'reset'; readonly effect: boolean };

export interface DispatchParts {
  readonly clock: Clock;
  readonly record: LocalAwsRecord;
  readonly faults: Faults;
  /** Why a caller may not make a call. */
  readonly refusal: (call: FaultTarget) => AwsError | undefined;
}

/** Carries out one call: faults first, then whether it may be made, the request rate, and the operation. Writes it to the record. */
export function dispatch(
  { clock, record, faults, refusal }: DispatchParts,
  service: Service,
  operation: string,
  input: unknown,
  caller: Caller,
): Answer {
  return record.appendCall(() => {
    const target = { service: service.name, operation, caller: caller.accessKeyId, input };
    const struck = faults.strike(target);
    const carryOut = () => perform(service, target, caller, refusal);
    const value = struck ? strike(struck, target, clock.now(), carryOut) : carryOut();
    return {
      value,
      call: {
        kind: 'call',
        ...target,
        requestId: caller.requestId,
        outcome: outcomeOf(value),
        ...(struck && { fault: struck.fault.kind }),
      },
    };
  });
}

function strike(
  { fault, stale }: Struck,
  target: FaultTarget,
  nowMs: number,
  carryOut: () => Outcome,
): Answer {
  switch (fault.kind) {
    case 'slow':
      return { ...carryOut(), latency: { ms: fault.latencyMs, on: fault.on ?? 'clock' } };
    case 'stale-read': {
      const fresh = carryOut();
      if (fresh.kind !== 'result') return fresh;
      return {
        kind: 'result',
        result: stale.swap(target, fresh.result, nowMs, nowMs - fault.ageSeconds * 1000),
      };
    }
    case 'error':
    case 'throttle':
    case 'timeout':
    case 'reset':
      break;
  }
  if (fault.afterEffect) {
    const performed = carryOut();
    // A call that failed anyway had no effect to lose: the client sees that failure.
    if (performed.kind !== 'result') return performed;
  }
  switch (fault.kind) {
    case 'error':
      return { kind: 'error', error: faultError(fault) };
    case 'throttle':
      return { kind: 'error', error: throttlingError(target.service) };
    case 'timeout':
    case 'reset':
      return { kind: 'no-answer', how: fault.kind, effect: fault.afterEffect ?? false };
  }
}

function perform(
  service: Service,
  target: FaultTarget,
  caller: Caller,
  refusal: DispatchParts['refusal'],
): Outcome {
  const { operation, input } = target;
  const run = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (!run) return { kind: 'error', error: service.unknownOperation(operation) };
  const refused = refusal(target);
  if (refused) return { kind: 'error', error: refused };
  const throttled = service.throttle(operation);
  if (throttled) return { kind: 'error', error: throttled };
  try {
    return { kind: 'result', result: run(input, caller) };
  } catch (error) {
    return { kind: 'error', error: error instanceof AwsError ? error : internalFailure(error) };
  }
}

function outcomeOf(answer: Answer): CallOutcome {
  switch (answer.kind) {
    case 'result':
      return { kind: 'ok' };
    case 'error':
      return {
        kind: 'error',
        code: answer.error.code,
        status: answer.error.status,
        message: answer.error.message,
      };
    case 'no-answer':
      return answer;
  }
}
