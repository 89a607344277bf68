/**
 * The search attributes by which drains are found in the Temporal UI, the CLI and the starter. This list drives the start, the
 * workflow, the tests and `ecs-drain setup`.
 */
import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  type TypedSearchAttributes,
} from '@temporalio/common';
import type { Labels } from '../reconcile/status/labels';

const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');

export const searchAttributes = {
  instance: keyword('EcsDrainInstance'),
  containerInstance: keyword('EcsDrainContainerInstance'),
  cluster: keyword('EcsDrainCluster'),
  group: keyword('EcsDrainGroup'),
  phase: keyword('EcsDrainPhase'),
  trigger: keyword('EcsDrainTrigger'),
} satisfies Readonly<Record<keyof Labels, unknown>>;

/** A table's keys, with their type: `Object.keys` forgets it. */
const names = Object.keys(searchAttributes) as (keyof Labels)[];

/** All of them, so that a namespace that lacks one refuses the start, and does not leave a drain stuck later. */
export const searchAttributesOf = (labels: Labels): SearchAttributePair[] =>
  names.map((name) => ({ key: searchAttributes[name], value: labels[name] }));

/**
 * What has to be changed to show the labels. Nothing where the start gave none: then the namespace may not know them, and a
 * workflow that sets what is not known is stuck.
 */
export function changedSearchAttributes(
  current: TypedSearchAttributes,
  labels: Labels,
): SearchAttributePair[] {
  if (current.get(searchAttributes.instance) === undefined) return [];
  return searchAttributesOf(labels).filter(({ key, value }) => current.get(key) !== value);
}
