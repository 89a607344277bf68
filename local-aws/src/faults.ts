import type { Clock } from './clock';
import { AwsError } from './errors';
import type { CallFault, Fault, FaultTarget, NotificationFault } from './fault';
import { seededRandom } from './faults-random';
import { StaleAnswers } from './faults-stale';
import { nearNames } from './near-names';
import type { ServiceName } from './record-entries';
import { Refused } from './refused';

export type { CallFault, Fault, FaultTarget, NotificationFault } from './fault';

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

  constructor(
    private readonly clock: Clock,
    /** The operations that can be struck. */
    private readonly served: () => Readonly<Partial<Record<ServiceName, readonly string[]>>>,
  ) {}

  /** Adds a fault; returns a function that removes it. @throws Refused for an operation that is not served */
  add(fault: Fault): Mend {
    if (isCallFault(fault)) this.checkOperation(fault);
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

  /** A fault of an operation that is not served never strikes: whoever adds it is mistaken. */
  private checkOperation({ service, operation }: CallFault): void {
    const names = this.served()[service] ?? [];
    if (operation === undefined || names.includes(operation)) return;
    const near = nearNames(operation, names);
    const hint = near.length > 0 ? ` Near: ${near.join(', ')}.` : '';
    const message = `local-aws serves no ${service} operation ${operation}.${hint}`;
    throw new Refused('invalid', [{ at: 'operation', message }]);
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
  sqs: ['RequestThrottled', 400],
  events: ['ThrottlingException', 400],
  sts: ['Throttling', 400],
};

export function throttlingError(service: ServiceName): AwsError {
  const [code, status] = throttlingErrors[service];
  return new AwsError(code, status, 'Rate exceeded');
}
