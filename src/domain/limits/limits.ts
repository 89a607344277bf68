/** What limits the drains of an account and Region together: a pause of all, and turns to act in a cluster. Pure. */
import { compare } from '../format/compare';
import type { Order } from '../drain/command';
import { isEc2InstanceId, isInstant } from '../signal';

/** An order that was taken, and when: milliseconds since the epoch. */
export type TakenOrder = Order & { readonly at: number };

/** A drain that wants to act in a cluster in which only so many may at once. */
export interface TurnRequest {
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
  readonly paused: TakenOrder | undefined;
  /** Those that may act. */
  readonly turns: readonly TurnRequest[];
  /** Those that wait for a turn, the next one first. */
  readonly waiting: readonly TurnRequest[];
}

/** What an observation shows of the limits to one drain. */
export interface LimitsObservation {
  readonly paused: TakenOrder | undefined;
  readonly hasTurn: boolean;
}

export const noLimits: Limits = { paused: undefined, turns: [], waiting: [] };

/** There is nothing to remember. */
export const isIdle = ({ paused, turns, waiting }: Limits): boolean =>
  paused === undefined && turns.length === 0 && waiting.length === 0;

/** The first pause counts until all is resumed. */
export const pause = (limits: Limits, order: TakenOrder): Limits =>
  limits.paused ? limits : { ...limits, paused: order };

export const resume = (limits: Limits): Limits => (limits.paused ? { ...limits, paused: undefined } : limits);

/** A drain that asks again keeps its place among those of its deadline. */
export function ask(limits: Limits, request: TurnRequest): Limits {
  const isHis = ({ ec2InstanceId }: TurnRequest) => ec2InstanceId === request.ec2InstanceId;
  if (limits.turns.some(isHis)) return limits;
  const requestedAt = limits.waiting.find(isHis)?.requestedAt ?? request.requestedAt;
  const waiting = [...limits.waiting.filter((one) => !isHis(one)), { ...request, requestedAt }];
  return granted({ ...limits, waiting: waiting.sort(byUrgency) });
}

/** These drains are over, or want no turn any more. */
export function giveBack(limits: Limits, ec2InstanceIds: readonly string[]): Limits {
  const isTheirs = ({ ec2InstanceId }: TurnRequest) => ec2InstanceIds.includes(ec2InstanceId);
  if (![...limits.turns, ...limits.waiting].some(isTheirs)) return limits;
  return granted({
    ...limits,
    turns: limits.turns.filter((one) => !isTheirs(one)),
    waiting: limits.waiting.filter((one) => !isTheirs(one)),
  });
}

/** Whether a value that reached the workflow is a request it understands. */
export function isTurnRequest(value: unknown): value is TurnRequest {
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
export const byUrgency = (a: TurnRequest, b: TurnRequest): number =>
  (a.deadlineAt ?? Infinity) - (b.deadlineAt ?? Infinity) ||
  a.requestedAt - b.requestedAt ||
  compare(a.ec2InstanceId, b.ec2InstanceId);

/** Gives turns, in order, where a cluster's budget has room. */
function granted(limits: Limits): Limits {
  const turns = [...limits.turns];
  const waiting = limits.waiting.filter((request) => {
    const acting = turns.filter(({ clusterArn }) => clusterArn === request.clusterArn).length;
    if (acting >= request.budget) return true;
    turns.push(request);
    return false;
  });
  return { ...limits, turns, waiting };
}
