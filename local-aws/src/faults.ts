import type { Clock } from './clock';
import { AwsError } from './errors';
import { seededRandom } from './faults-random';
import { StaleAnswers } from './faults-stale';
import type { ServiceName } from './record-entries';

/** The call that a fault may strike. */
export interface FaultTarget {
  readonly service: ServiceName;
  readonly operation: string;
  readonly caller: string;
  readonly input: unknown;
}

/** How often and when a fault strikes, whatever it is. */
export interface FaultRule {
  /** How many calls or deliveries are struck before the fault is used up. @default every one, until removed */
  readonly times?: number;
  /** The share of what matches that is struck, by a seeded random number: the same seed strikes the same ones. @default 1 */
  readonly share?: number;
  /** @default 1 */
  readonly seed?: number;
  /** When it begins to strike, in seconds of the clock after it was added. @default 0 */
  readonly startsInSeconds?: number;
  /** For how long it strikes from then on, in seconds of the clock. @default until removed */
  readonly lastsSeconds?: number;
}

export interface CallScope extends FaultRule {
  readonly service: ServiceName;
  /** All operations of the service when absent. */
  readonly operation?: string;
  /** Strikes only calls of this access key id. */
  readonly caller?: string;
  /** Strikes only calls for which this holds. Not to be had over HTTP. */
  readonly when?: (call: FaultTarget) => boolean;
  /** The call is carried out first, and only its answer is lost (or replaced by the error). @default false */
  readonly afterEffect?: boolean;
}

/**
 * What goes wrong with a call.
 * - `error`: the call is answered with this error and has no effect.
 * - `throttle`: the service's own error for a call over its rate.
 * - `timeout`: no answer ever comes; the connection stays open.
 * - `reset`: the connection is broken.
 * - `slow`: the call is carried out at once, and its answer takes this long on the clock, or on the machine's own.
 * - `stale-read`: a Describe, List or Get call is answered with what the same call would have been told up to so many
 *   seconds ago, as ECS's eventual consistency allows. What nobody asked while the fault struck is answered as it is.
 */
export type CallFault = CallScope &
  (
    | { readonly kind: 'error'; readonly code: string; readonly status: number; readonly message?: string }
    | { readonly kind: 'throttle' }
    | { readonly kind: 'timeout' }
    | { readonly kind: 'reset' }
    | { readonly kind: 'slow'; readonly latencyMs: number; readonly on?: 'clock' | 'machine' }
    | { readonly kind: 'stale-read'; readonly ageSeconds: number }
  );

/** What goes wrong with a notification on its way from a topic to one of its functions. */
export type NotificationFault = FaultRule & {
  /** All topics when absent. */
  readonly topicArn?: string;
} & (
    | { readonly kind: 'notification-lost' }
    | { readonly kind: 'notification-doubled' }
    | { readonly kind: 'notification-late'; readonly delaySeconds: number }
    /** Held until the next one to the same function has gone out, or for so long where none comes. @default 60 */
    | { readonly kind: 'notification-reordered'; readonly atMostSeconds?: number }
  );

export type Fault = CallFault | NotificationFault;

/** A fault as it stands: what is left of its `times`, and how often it struck. */
export interface ActiveFault {
  readonly id: string;
  readonly fault: Fault;
  /** Absent: no limit. */
  readonly left: number | undefined;
  readonly struck: number;
  /** Earlier answers, of a `stale-read`. */
  readonly stale: StaleAnswers;
}

/** Removes the fault it was made for. */
export interface Mend {
  (): void;
  /** As the admin endpoint names the fault. */
  readonly id: string;
}

interface Entry extends ActiveFault {
  left: number | undefined;
  struck: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly random: () => number;
}

/** Faults on demand. The first added that matches a call or a delivery strikes it. */
export class Faults {
  private readonly active = new Map<string, Entry>();
  private added = 0;

  constructor(private readonly clock: Clock) {}

  /** Adds a fault; returns a function that removes it. */
  add(fault: Fault): Mend {
    this.added += 1;
    const id = `fault-${this.added}`;
    const fromMs = this.clock.now() + (fault.startsInSeconds ?? 0) * 1000;
    this.active.set(id, {
      id,
      fault,
      left: fault.times,
      struck: 0,
      stale: new StaleAnswers(),
      fromMs,
      untilMs: fromMs + (fault.lastsSeconds ?? Infinity) * 1000,
      random: seededRandom(fault.seed ?? 1),
    });
    return Object.assign(() => void this.remove(id), { id });
  }

  /** False where there is no such fault (any more). */
  remove(id: string): boolean {
    return this.active.delete(id);
  }

  clear(): void {
    this.active.clear();
  }

  list(): readonly ActiveFault[] {
    return [...this.active.values()];
  }

  /** The fault that strikes this call, used up by one. */
  strike(target: FaultTarget): (ActiveFault & { readonly fault: CallFault }) | undefined {
    if (this.active.size === 0) return undefined;
    return this.find((fault): fault is CallFault => isCallFault(fault) && matches(fault, target));
  }

  /** The fault that strikes a delivery of this topic, used up by one. */
  strikeDelivery(topicArn: string): NotificationFault | undefined {
    if (this.active.size === 0) return undefined;
    return this.find(
      (fault): fault is NotificationFault =>
        !isCallFault(fault) && (fault.topicArn === undefined || fault.topicArn === topicArn),
    )?.fault;
  }

  private find<F extends Fault>(
    isMeant: (fault: Fault) => fault is F,
  ): (ActiveFault & { readonly fault: F }) | undefined {
    const nowMs = this.clock.now();
    for (const entry of this.active.values()) {
      const { fault } = entry;
      if (!isMeant(fault)) continue;
      if (nowMs >= entry.untilMs) this.active.delete(entry.id);
      if (nowMs < entry.fromMs || nowMs >= entry.untilMs) continue;
      if (fault.share !== undefined && entry.random() >= fault.share) continue;
      entry.struck += 1;
      if (entry.left !== undefined) entry.left -= 1;
      if (entry.left !== undefined && entry.left <= 0) this.active.delete(entry.id);
      return { ...entry, fault };
    }
    return undefined;
  }
}

const isCallFault = (fault: Fault): fault is CallFault => 'service' in fault;

function matches(fault: CallFault, target: FaultTarget): boolean {
  const { service, operation, caller, when } = fault;
  if (service !== target.service || (operation !== undefined && operation !== target.operation)) return false;
  if (caller !== undefined && caller !== target.caller) return false;
  if (fault.kind === 'stale-read' && !isRead(target.operation)) return false;
  return when?.(target) ?? true;
}

const isRead = (operation: string): boolean => /^(Describe|List|Get)/.test(operation);

export const faultError = (fault: CallFault & { readonly kind: 'error' }): AwsError =>
  new AwsError(fault.code, fault.status, fault.message ?? `${fault.code} (injected)`);

/** Each service says in its own way that a call is one too many. */
const throttlingErrors: Readonly<Record<ServiceName, readonly [code: string, status: number]>> = {
  ecs: ['ThrottlingException', 400],
  autoscaling: ['Throttling', 400],
  sns: ['Throttled', 429],
  ec2: ['RequestLimitExceeded', 503],
};

export function throttlingError(service: ServiceName): AwsError {
  const [code, status] = throttlingErrors[service];
  return new AwsError(code, status, 'Rate exceeded');
}
