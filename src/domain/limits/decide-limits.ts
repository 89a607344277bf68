/** What the limits of an account and Region do next. Pure. */
import { readAttribution, type Attribution } from '../drain/command';
import {
  ask,
  returnPermits,
  isIdle,
  isPermitRequest,
  noLimits,
  pause,
  resume,
  type Limits,
  type AcceptedAttribution,
  type PermitRequest,
} from './limits';

/** What is kept between two decisions. */
export interface LimitsCheckpoint {
  readonly limits: Limits;
  /** What drains were woken for. */
  readonly told: Told;
}

interface Told {
  /** When the pause began that they were told of; undefined: of none. */
  readonly pausedAt: number | undefined;
  /** The EC2 instances that were told of their permit. */
  readonly permits: readonly string[];
}

export type LimitsInput =
  | { readonly kind: 'request-permit'; readonly request: unknown }
  | { readonly kind: 'return-permit'; readonly ec2InstanceId: unknown }
  | { readonly kind: 'update'; readonly id: string; readonly name: string; readonly attribution: unknown }
  | { readonly kind: 'tended'; readonly request: TendRequest; readonly ended: readonly string[] };

/** What is done for drains: they are woken, to see what has changed, and asked for whether they run. */
export interface TendRequest {
  readonly wake: 'all' | readonly string[];
  /** Those that do not run any more are answered. */
  readonly check: readonly string[];
  readonly told: Told;
}

export type OrderReply =
  | { readonly kind: 'accepted'; readonly value: AcceptedAttribution }
  | { readonly kind: 'refused'; readonly message: string };

export interface LimitsDecision extends LimitsCheckpoint {
  readonly replies: Readonly<Record<string, OrderReply>>;
  /** Undefined: no drain is to be woken, and none has a permit. */
  readonly tend: { readonly request: TendRequest; readonly afterMs: number } | undefined;
  readonly isOver: boolean;
}

export const noLimitsYet: LimitsCheckpoint = { limits: noLimits, told: { pausedAt: undefined, permits: [] } };

/** A drain that was terminated gives nothing back: soon missed where others wait, and else only kept in mind. */
const checkAfterMs = ({ waiting }: Limits): number => (waiting.length > 0 ? 60_000 : 3_600_000);

export function decideLimits(
  before: LimitsCheckpoint,
  inputs: readonly LimitsInput[],
  now: number,
): LimitsDecision {
  let { limits, told } = before;
  const replies: Record<string, OrderReply> = {};
  for (const input of inputs) {
    switch (input.kind) {
      case 'request-permit':
        if (isPermitRequest(input.request)) limits = ask(limits, input.request);
        break;
      case 'return-permit':
        if (typeof input.ec2InstanceId === 'string') limits = returnPermits(limits, [input.ec2InstanceId]);
        break;
      case 'update': {
        const updated = applyUpdate(limits, input, now);
        limits = updated.limits;
        replies[input.id] = updated.reply;
        break;
      }
      case 'tended':
        limits = returnPermits(limits, input.ended);
        told = input.request.told;
    }
  }
  const tend = tendFor(limits, told);
  return { limits, told, replies, tend, isOver: tend === undefined && isIdle(limits) };
}

function applyUpdate(
  limits: Limits,
  { name, attribution }: Extract<LimitsInput, { kind: 'update' }>,
  now: number,
): { readonly limits: Limits; readonly reply: OrderReply } {
  const refused = (message: string) => ({ limits, reply: { kind: 'refused', message } as const });
  let read: Attribution;
  try {
    read = readAttribution(attribution);
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
  const taken = { ...read, at: now };
  switch (name) {
    case 'pauseAll': {
      const after = pause(limits, taken);
      return { limits: after, reply: { kind: 'accepted', value: after.allPaused ?? taken } };
    }
    case 'resumeAll':
      return { limits: resume(limits), reply: { kind: 'accepted', value: taken } };
    default:
      return refused(`this worker does not know the command ${name}`);
  }
}

function tendFor(limits: Limits, told: Told): LimitsDecision['tend'] {
  const permits = limits.permits.map(instanceOf);
  const next: Told = { pausedAt: limits.allPaused?.at, permits };
  const wake = toWake(told, next);
  if (wake === 'all' || wake.length > 0) return { request: { wake, check: [], told: next }, afterMs: 0 };
  return permits.length === 0
    ? undefined
    : { request: { wake: [], check: permits, told: next }, afterMs: checkAfterMs(limits) };
}

const instanceOf = ({ ec2InstanceId }: PermitRequest): string => ec2InstanceId;

/** Whom a change concerns. */
function toWake(before: Told, after: Told): 'all' | readonly string[] {
  if (before.pausedAt !== after.pausedAt) return 'all';
  return after.permits.filter((id) => !before.permits.includes(id));
}
