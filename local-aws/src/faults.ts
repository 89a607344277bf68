import { AwsError } from './errors';
import type { ServiceName } from './record-entries';

/** The call that a fault may strike. */
export interface FaultTarget {
  readonly service: ServiceName;
  readonly operation: string;
  readonly caller: string;
  readonly input: unknown;
}

/**
 * What goes wrong, where and how often.
 * - `error`: the call is answered with this error and has no effect.
 * - `timeout`: no answer ever comes; the connection stays open.
 * - `reset`: the connection is broken.
 * With `afterEffect` the call is carried out first, and only its answer is lost (or replaced by the error).
 */
export type Fault = FaultScope &
  (
    | { readonly kind: 'error'; readonly code: string; readonly status: number; readonly message?: string }
    | { readonly kind: 'timeout' }
    | { readonly kind: 'reset' }
  );

export interface FaultScope {
  readonly service: ServiceName;
  /** All operations of the service when absent. */
  readonly operation?: string;
  /** How many calls are struck before the fault is used up. @default every call, until removed */
  readonly times?: number;
  /** Strikes only calls for which this holds. */
  readonly when?: (call: FaultTarget) => boolean;
  /** @default false */
  readonly afterEffect?: boolean;
}

/** Faults on demand. The first added that matches a call strikes it. */
export class Faults {
  private readonly active = new Set<{ readonly fault: Fault; left: number }>();

  /** Adds a fault; returns a function that removes it. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Infinity };
    this.active.add(entry);
    return () => {
      this.active.delete(entry);
    };
  }

  clear(): void {
    this.active.clear();
  }

  /** The fault that strikes this call, used up by one. */
  strike(target: FaultTarget): Fault | undefined {
    for (const entry of this.active) {
      const { service, operation, when } = entry.fault;
      if (service !== target.service || (operation !== undefined && operation !== target.operation)) continue;
      if (when && !when(target)) continue;
      entry.left -= 1;
      if (entry.left <= 0) this.active.delete(entry);
      return entry.fault;
    }
    return undefined;
  }
}

export const faultError = (fault: Fault & { readonly kind: 'error' }): AwsError =>
  new AwsError(fault.code, fault.status, fault.message ?? `${fault.code} (injected)`);
