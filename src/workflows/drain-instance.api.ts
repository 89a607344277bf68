/** The drain's name, id and messages: what starters, commands and tests need to know of it. */
import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { Memory } from '../reconcile/memory/memory';
import type { Outcome } from '../reconcile/reasons';
import type { LeavingSignal } from '../reconcile/signal';
import type { Status } from '../reconcile/status/status';

export interface DrainInput {
  readonly ec2InstanceId: string;
  /** Given by continue-as-new alone. */
  readonly memory?: Memory;
}

export interface DrainResult {
  readonly outcome: Outcome;
  readonly tasksStopped: number;
  readonly heartbeats: number;
}

/** The instance is leaving, says somebody. */
export const leavingSignal = defineSignal<[LeavingSignal]>('leaving');

/** What the drain says of itself. */
export const statusQuery = defineQuery<Status | undefined>('status');

/** One drain an instance: its id is the instance's. */
export const drainIdOf = (ec2InstanceId: string): string => `drain-${ec2InstanceId}`;
