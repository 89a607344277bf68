import type { Action } from '../actions';
import type { ContainerInstance, Observation, Part, Task, Trouble } from '../observation';
import type { Memory } from '../memory';
import type { Outcome, Reason } from '../reasons';

/** What a step sees. The memory has the observation folded in already. */
export interface World {
  readonly observation: Observation;
  readonly memory: Memory;
  readonly now: number;
}

/** `pass`: this step is done, ask the next. Anything else decides the pass. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'act'; readonly reason: Reason; readonly action: Action }
  /** `at`: not later than then; without it, when the resync says. */
  | { readonly kind: 'wait'; readonly reason: Reason; readonly at?: number }
  | { readonly kind: 'end'; readonly outcome: Outcome };

export interface Step {
  /** Also the name of the phase that a drain is in while this step decides. */
  readonly name: string;
  readonly decide: (world: World) => Verdict;
}

export const pass: Verdict = { kind: 'pass' };
export const wait = (reason: Reason, at?: number): Verdict => ({
  kind: 'wait',
  reason,
  ...(at !== undefined && { at }),
});
export const end = (outcome: Outcome): Verdict => ({ kind: 'end', outcome });

/** When something seen since then may be believed: after a short grace, because AWS is eventually consistent. */
export function believedAt({ memory }: World, since: number): number {
  return since + memory.spec.absenceGraceSeconds * 1000;
}

export const isUnknown = <T>(part: Part<T> | undefined): part is { kind: 'unknown'; trouble: Trouble } =>
  part?.kind === 'unknown';

/** The container instance, and the tasks outstanding on it once they are listed; undefined when it is in no cluster. */
export function hostOf({
  memory,
}: World): { host: ContainerInstance; tasks: readonly Task[] | undefined } | undefined {
  return memory.containerInstance && { host: memory.containerInstance, tasks: memory.tasks };
}
