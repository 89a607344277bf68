import { z } from 'zod';
import { allowedAs, clusterReference, type AllowedClusters } from './clusters';
import type { SpecChange } from '../domain/spec';
import { partialSpec, workerFields } from './spec-schema';
import { issueText, parseJson } from './settings';

/** What a hook's metadata says to the drains of its group. */
export interface HookMetadata {
  readonly specChange: SpecChange;
  /** By name or ARN; as the configuration writes it, where it is allowed. */
  readonly cluster: string | undefined;
  /** Why it was not understood, naming the field; then none of it counts, but that it names a cluster that is not allowed. */
  readonly problem: string | undefined;
}

/** A JSON object: fields of the spec, but for whose hooks are ours, and the cluster of the group. */
export const hookMetadata = partialSpec.omit(workerFields).extend({ cluster: clusterReference.optional() });

const nothing: HookMetadata = { specChange: {}, cluster: undefined, problem: undefined };

/** Total. Metadata is the operator's own text: what is not a JSON object is not meant for us. */
export function readHookMetadata(text: string | undefined, allowed: AllowedClusters): HookMetadata {
  const object = anyObject.safeParse(parseJson(text ?? ''));
  if (!object.success) return nothing;
  const parsed = hookMetadata.safeParse(object.data);
  if (!parsed.success)
    return { ...nothing, problem: parsed.error.issues.map(issueText).join('; ').slice(0, 500) };
  const { cluster, ...specChange } = parsed.data;
  if (cluster === undefined) return { ...nothing, specChange };
  const known = allowedAs(allowed, cluster);
  return known === undefined
    ? {
        ...nothing,
        cluster,
        problem: `cluster: ${cluster} is not among the clusters that this worker is to search`,
      }
    : { ...nothing, specChange, cluster: known };
}

const anyObject = z.record(z.string(), z.unknown());
