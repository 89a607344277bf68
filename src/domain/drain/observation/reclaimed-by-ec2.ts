/** Whether EC2 reclaims an instance: an announcement counts only once EC2's own API confirms it. */
import type { Ec2Instance } from './observation';
import type { Ec2Notice, OperatorRequest } from '../../notice';
import type { Spec } from '../../spec';
import type { ReclaimCause } from '../vocabulary/reclaim-causes';

export interface ReclaimedByEc2 {
  readonly cause: ReclaimCause;
  /** By when it must be empty, in milliseconds since the epoch; undefined: nobody says. */
  readonly deadlineAt: number | undefined;
}

/** What EC2 has said, where it was asked. */
export type Reclaim =
  | { readonly kind: 'not-seen' }
  /** Confirmed after the grace: EC2's answers may be late. */
  | { readonly kind: 'not-reclaimed'; readonly unconfirmedSince: number }
  | (ReclaimedByEc2 & { readonly kind: 'reclaimed' });

export function nextReclaim(before: Reclaim, seen: ReclaimedByEc2 | undefined, now: number): Reclaim {
  const reclaimed = tightened(before.kind === 'reclaimed' ? before : undefined, seen);
  if (reclaimed !== undefined) return { ...reclaimed, kind: 'reclaimed' };
  return before.kind === 'not-reclaimed' ? before : { kind: 'not-reclaimed', unconfirmedSince: now };
}

interface WithReclaim {
  readonly reclaim: Reclaim;
}

interface Requested {
  readonly operatorRequest: OperatorRequest | undefined;
}

export function reclaimedByEc2Of({ reclaim }: WithReclaim): ReclaimedByEc2 | undefined {
  return reclaim.kind === 'reclaimed' ? { cause: reclaim.cause, deadlineAt: reclaim.deadlineAt } : undefined;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html */
const spotNoticeMs = 120_000;

const goingStates: ReadonlySet<string> = new Set(['stopping', 'stopped', 'shutting-down', 'terminated']);

/** Nothing runs on a machine that is off, whatever ECS shows: its agent is off, too. */
export const isOff = (instance: Ec2Instance | null | undefined): boolean =>
  instance?.state === 'stopped' || instance?.state === 'terminated';

/** Undefined: EC2 means it to stay. A change that could have begun before it was observed leaves no time to be kept to. */
export function reclaimedByEc2(
  { state, interruption, scheduledChangeAt }: Ec2Instance,
  notices: readonly Ec2Notice[],
  spec: Pick<Spec, 'rebalanceRecommendations'>,
  now: number,
): ReclaimedByEc2 | undefined {
  if (interruption) return { cause: 'spot-interruption', deadlineAt: interruption.markedAt + spotNoticeMs };
  if (goingStates.has(state)) return { cause: 'state', deadlineAt: undefined };
  if (scheduledChangeAt !== undefined)
    return {
      cause: 'scheduled-change',
      deadlineAt: scheduledChangeAt > now ? scheduledChangeAt : undefined,
    };
  const isRecommended = notices.some(({ kind }) => kind === 'rebalance-recommendation');
  return isRecommended && spec.rebalanceRecommendations === 'drain'
    ? { cause: 'rebalance-recommendation', deadlineAt: undefined }
    : undefined;
}

/**
 * What was said before stands; an earlier deadline counts, and that it is on its way out already. AWS moves scheduled changes and
 * calls them off: when one begins is what EC2 says now, and nothing hastens a drain for one that is off.
 */
export function tightened(
  before: ReclaimedByEc2 | undefined,
  seen: ReclaimedByEc2 | undefined,
): ReclaimedByEc2 | undefined {
  if (before?.cause === 'scheduled-change') {
    if (seen === undefined) return { ...before, deadlineAt: undefined };
    if (seen.cause === before.cause) return seen.deadlineAt === undefined ? before : seen;
  }
  if (before === undefined || seen === undefined) return before ?? seen;
  const sooner = (seen.deadlineAt ?? Infinity) < (before.deadlineAt ?? Infinity) ? seen : before;
  if (isGoing(seen) === isGoing(before)) return sooner;
  return { ...(isGoing(seen) ? seen : before), deadlineAt: sooner.deadlineAt };
}

/** It is being stopped or interrupted already: that cannot be undone, and its tasks end with it. */
export const isBeingReclaimed = ({ reclaim }: WithReclaim): boolean =>
  reclaim.kind === 'reclaimed' && isGoing(reclaim);

const isGoing = ({ cause }: ReclaimedByEc2): boolean => cause === 'state' || cause === 'spot-interruption';

/** An operator, or EC2, wants it drained: it needs no lifecycle action for that. */
export const isWanted = ({ operatorRequest, reclaim }: WithReclaim & Requested): boolean =>
  operatorRequest !== undefined || reclaim.kind === 'reclaimed';

/** Neither a hook nor an operator asked for it: nothing says yet what is special about its group. */
export const isForEc2Alone = ({
  ec2Notices,
  lifecycleActions,
  operatorRequest,
}: Requested & {
  readonly ec2Notices: readonly unknown[];
  readonly lifecycleActions: readonly unknown[];
}): boolean => ec2Notices.length > 0 && lifecycleActions.length === 0 && operatorRequest === undefined;
