/** By what a drain is found: a few short values, the same in Temporal's list, the CLI and the wake-ups. */
import { registrationOf } from '../state/host';
import type { DrainState } from '../state/drain-state';
import { idOf } from '../observation/observation';
import type { Phase } from '../vocabulary/phases';

export interface Labels {
  readonly instance: string;
  readonly containerInstance: string;
  readonly cluster: string;
  readonly group: string;
  /** One of the table of phases. */
  readonly phase: string;
  /** Kind of the notice that asked for the drain; an operator's request counts before all others. */
  readonly trigger: string;
}

/** What is not known, or not yet: a label is never empty, so that every drain is found by each. */
export const unknownLabel = 'unknown';

/** The longest that Temporal's databases take. */
const longest = 255;

/** @param cluster where the instance is believed to be, while it is not found */
export function labelsOf(state: DrainState, phase: Phase, cluster?: string): Labels {
  const host = registrationOf(state)?.containerInstance;
  const { groupOfInstance, lifecycleActions, ec2Notices, operatorRequest } = state;
  const notice = operatorRequest ?? ec2Notices[0] ?? lifecycleActions[0]?.notice;
  const shown = (value: string | undefined) => (value ?? unknownLabel).slice(0, longest);
  return {
    instance: shown(state.ec2InstanceId),
    containerInstance: shown(host && idOf(host.containerInstanceArn)),
    cluster: shown(host ? idOf(host.clusterArn) : cluster && idOf(cluster)),
    group: shown(groupOfInstance ?? lifecycleActions[0]?.notice.autoScalingGroupName),
    phase: shown(phase),
    trigger: shown(notice?.kind),
  };
}
