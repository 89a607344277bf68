import { AwsError, internalFailure } from './errors';
import { type Fault, type Faults, faultError } from './faults';
import type { CallOutcome } from './record-entries';
import type { LocalAwsRecord } from './record';
import type { Caller, Service } from './service';

/** What becomes of a call: a result, an error, or no answer at all. */
export type Answer =
  | { readonly kind: 'result'; readonly result: object }
  | { readonly kind: 'error'; readonly error: AwsError }
  | { readonly kind: 'no-answer'; readonly how: 'timeout' | 'reset'; readonly effect: boolean };

/** Carries out one call: faults first, then the request rate, then the operation. Writes it to the record. */
export function dispatch(
  { record, faults }: { readonly record: LocalAwsRecord; readonly faults: Faults },
  service: Service,
  operation: string,
  input: unknown,
  caller: Caller,
): Answer {
  return record.appendCall(() => {
    const target = { service: service.name, operation, caller: caller.accessKeyId, input };
    const value = answer(service, operation, input, caller, faults.strike(target));
    return {
      value,
      call: { kind: 'call', ...target, requestId: caller.requestId, outcome: outcomeOf(value) },
    };
  });
}

function answer(
  service: Service,
  operation: string,
  input: unknown,
  caller: Caller,
  fault: Fault | undefined,
): Answer {
  if (!fault) return perform(service, operation, input, caller);
  if (fault.afterEffect) {
    const performed = perform(service, operation, input, caller);
    // A call that failed anyway had no effect to lose: the client sees that failure.
    if (performed.kind !== 'result') return performed;
  }
  switch (fault.kind) {
    case 'error':
      return { kind: 'error', error: faultError(fault) };
    case 'timeout':
    case 'reset':
      return { kind: 'no-answer', how: fault.kind, effect: fault.afterEffect ?? false };
  }
}

function perform(service: Service, operation: string, input: unknown, caller: Caller): Answer {
  const run = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (!run) return { kind: 'error', error: service.unknownOperation(operation) };
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
