/** The drain's name, id and messages: what starters, commands and tests need to know of it. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CommandReply, Attribution } from '../domain/drain/command';
import type { AccountRegion } from '../domain/account-region';
import type { Outcome } from '../domain/drain/vocabulary/outcomes';
import type { InterruptionNotice } from '../domain/notice';
import type { DrainView } from '../domain/drain/state/view';
import type { WakeUp } from './driver/wake-ups';

export interface DrainInput {
  readonly ec2InstanceId: string;
  /** What was cancelled before this run: see `DrainMemo`. */
  readonly cancelled?: readonly string[];
}

export interface DrainResult {
  readonly outcome: Outcome;
  readonly tasksStopped: number;
  readonly heartbeats: number;
  /** `group/hook` of each lifecycle action that has ended, by us or by others. */
  readonly completedHooks: readonly string[];
}

/** The instance is being interrupted: terminated, reclaimed or rebooted, or an operator wants it drained. */
export const noticeSignal = defineSignal<[InterruptionNotice]>('interruption-notice');

/**
 * Something that the drain waits for may have changed. Told the keys of tasks that stopped, it observes once nothing is left of what it
 * waits for; told nothing, at once.
 */
export const wakeSignal = defineSignal<[WakeUp?]>('wake');

/** What is kept of the drain: `statusIn` tells from it how the drain stands. Also after its end, while Temporal keeps it. */
export const statusQuery = defineQuery<DrainView>('status');

/** Commands of an operator. Each is answered with what is in force then, or refused with the reason. */
export const pauseUpdate = defineUpdate<CommandReply, [Attribution]>('pause');
export const resumeUpdate = defineUpdate<CommandReply, [Attribution]>('resume');
export const releaseUpdate = defineUpdate<CommandReply, [Attribution]>('release');
/** `until`: the new deadline, as ISO 8601. */
export const extendUpdate = defineUpdate<CommandReply, [Attribution & { readonly until: string }]>('extend');

/**
 * One drain for an instance in an account and Region, such as `drain-i-0abc.123456789012.eu-central-1`. A message that names an
 * instance of another account starts a drain beside the right one, and never in its place.
 */
export const drainIdOf = (ec2InstanceId: string, { accountId, region }: AccountRegion): string =>
  `drain-${ec2InstanceId}.${accountId}.${region}`;

/** The EC2 instance id in a drain's workflow id. */
export const ec2InstanceIdIn = (workflowId: string): string =>
  workflowId.replace(/^drain-/, '').replace(/\..*$/, '');

/** Kept beside the workflow: starters read here what a cancelled drain was about. */
export interface DrainMemo extends Record<string, unknown> {
  /** Of each notice that it knew, as `identityOf` has it, and `group/hook` of each lifecycle action. */
  readonly askedFor: readonly string[];
  /** What was cancelled before this run, in the same form, and that no operator has asked for since. Given by the start. */
  readonly cancelled?: readonly string[];
}
