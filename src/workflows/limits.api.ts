/** The limits of an account and Region: names, ids, messages and activities. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Attribution } from '../domain/drain/command';
import type { TendRequest } from '../domain/limits/decide-limits';
import type { AcceptedAttribution, PermitRequest } from '../domain/limits/limits';
import type { AccountRegion } from '../domain/account-region';
import type { DecisionRequest, Plan, View } from './driver/plan';

/** Kept beside the workflow, so that it can be read without a worker, and after its end. */
export interface LimitsMemo extends Record<string, unknown> {
  /** Since when, by whom and why nothing acts; null: not paused. */
  readonly paused: AcceptedAttribution | null;
  /** The EC2 instances whose drains have a permit. */
  readonly permits: readonly string[];
}

/** No drain acts until `resumeAll`; hooks are kept alive. Answers the command that is in force, which may be an earlier one. */
export const pauseAllUpdate = defineUpdate<AcceptedAttribution, [Attribution]>('pauseAll');
/** Answers the command as it was accepted. */
export const resumeAllUpdate = defineUpdate<AcceptedAttribution, [Attribution]>('resumeAll');

/** A drain requests a permit to act. */
export const requestPermitSignal = defineSignal<[PermitRequest]>('request-permit');
/** The drain of this EC2 instance wants no permit any more. */
export const returnPermitSignal = defineSignal<[string]>('return-permit');

/** What is kept of the limits: `limitsIn` tells from its state who is paused, who acts and who waits. */
export const limitsQuery = defineQuery<View>('limits');

/** One for an account and Region; it runs while there is something to limit. */
export const limitsIdOf = ({ accountId, region }: AccountRegion): string =>
  `ecs-drain-limits-${accountId}-${region}`;

export interface LimitsActivities {
  /** A local activity: see src/workflows/driver. */
  decideLimits(request: DecisionRequest): Promise<Plan>;
  /** Has drains observe at once, and says which of others do not run. */
  tendDrains(request: TendRequest): Promise<{ readonly ended: readonly string[] }>;
}
