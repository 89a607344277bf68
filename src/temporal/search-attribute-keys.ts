/**
 * The search attributes by which drains are found in the Temporal UI, the CLI and the starter. This list drives the start, the
 * workflow, the tests and `ecs-drain setup`.
 */
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { Labels } from '../domain/drain/status/labels';

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
