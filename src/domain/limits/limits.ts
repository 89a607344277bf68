/** What limits the drains of an account and Region together: a pause of all, and permits to act in a cluster. Pure. */
import { compare } from '../format/compare';
import type { Attribution } from '../drain/command';
import { isEc2InstanceId, isInstant } from '../notice';

/** Who gave a command and the reason, and when it was accepted: milliseconds since the epoch. */
export type AcceptedAttribution = Attribution & { readonly at: number };

/** A drain that wants to act in a cluster in which only so many may at once. */
export interface PermitRequest {
  readonly ec2InstanceId: string;
  readonly clusterArn: string;
  /** How many drains may act in the cluster at once. */
  readonly budget: number;
  /** The drain's, in milliseconds since the epoch; undefined: none. The nearest goes first. */
  readonly deadlineAt: number | undefined;
  readonly requestedAt: number;
}

export interface Limits {
  /** Since when, by whom and why nothing acts. */
  readonly allPaused: AcceptedAttribution | undefined;
  /** Those that may act. */
  readonly permits: readonly PermitRequest[];
  /** Those that wait for a permit, the next one first. */
  readonly waiting: readonly PermitRequest[];
}

/** What an observation shows of the limits to one drain. */
export interface LimitsObservation {
  readonly allPaused: AcceptedAttribution | undefined;
  readonly hasPermit: boolean;
}

export const noLimits: Limits = { allPaused: undefined, permits: [], waiting: [] };

/** There is nothing to remember. */
export const isIdle = ({ allPaused, permits, waiting }: Limits): boolean =>
  allPaused === undefined && permits.length === 0 && waiting.length === 0;

/** The first pause counts until all is resumed. */
export const pause = (limits: Limits, attribution: AcceptedAttribution): Limits =>
  limits.allPaused ? limits : { ...limits, allPaused: attribution };

export const resume = (limits: Limits): Limits =>
  limits.allPaused ? { ...limits, allPaused: undefined } : limits;

/** A drain that asks again keeps its place among those of its deadline. */
export function ask(limits: Limits, request: PermitRequest): Limits {
  const isHis = ({ ec2InstanceId }: PermitRequest) => ec2InstanceId === request.ec2InstanceId;
  if (limits.permits.some(isHis)) return limits;
  const requestedAt = limits.waiting.find(isHis)?.requestedAt ?? request.requestedAt;
  const waiting = [...limits.waiting.filter((one) => !isHis(one)), { ...request, requestedAt }];
  return granted({ ...limits, waiting: waiting.sort(byUrgency) });
}

/** These drains are over, or want no permit any more. */
export function returnPermits(limits: Limits, ec2InstanceIds: readonly string[]): Limits {
  const isTheirs = ({ ec2InstanceId }: PermitRequest) => ec2InstanceIds.includes(ec2InstanceId);
  if (![...limits.permits, ...limits.waiting].some(isTheirs)) return limits;
  return granted({
    ...limits,
    permits: limits.permits.filter((one) => !isTheirs(one)),
    waiting: limits.waiting.filter((one) => !isTheirs(one)),
  });
}

/** Whether a value that reached the workflow is a request it understands. */
export function isPermitRequest(value: unknown): value is PermitRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { ec2InstanceId, clusterArn, budget, deadlineAt, requestedAt } = value as Readonly<
    Record<string, unknown>
  >; // narrowed here
  return (
    isEc2InstanceId(ec2InstanceId) &&
    typeof clusterArn === 'string' &&
    Number.isInteger(budget) &&
    Number(budget) > 0 &&
    isInstant(deadlineAt) &&
    isInstant(requestedAt) &&
    requestedAt !== undefined
  );
}

/** Those near their deadline first, then those that waited longest. */
export const byUrgency = (a: PermitRequest, b: PermitRequest): number =>
  (a.deadlineAt ?? Infinity) - (b.deadlineAt ?? Infinity) ||
  a.requestedAt - b.requestedAt ||
  compare(a.ec2InstanceId, b.ec2InstanceId);

/** Gives permits, in order, where a cluster's budget has room. */
function granted(limits: Limits): Limits {
  const permits = [...limits.permits];
  const waiting = limits.waiting.filter((request) => {
    const acting = permits.filter(({ clusterArn }) => clusterArn === request.clusterArn).length;
    if (acting >= request.budget) return true;
    permits.push(request);
    return false;
  });
  return { ...limits, permits, waiting };
}
