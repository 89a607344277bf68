import type { DescribedHook } from '../aws/auto-scaling';
import type { AllowedClusters } from '../config/clusters';
import { readHookMetadata } from '../config/hook-metadata';

/** A hook, what its metadata sets in the place of its text, and the cluster that this names, allowed or not. */
export function understood(
  { notificationMetadata, transition: _transition, ...hook }: DescribedHook,
  clusters: AllowedClusters,
) {
  const { specChange, problem, cluster } = readHookMetadata(notificationMetadata, clusters);
  return { hook: { ...hook, specChange, metadataProblem: problem }, cluster };
}
