import type { Rules } from '../rules';
import type { GroupInstance, LifecycleHook, Transition } from './state';

/** What an instance is on its way through when hooks may hold it. */
export type Phase = 'Pending' | 'Terminating' | 'Warmed:Pending' | 'Warmed:Terminating';

const transitions: Readonly<Record<Phase, Transition>> = {
  Pending: 'autoscaling:EC2_INSTANCE_LAUNCHING',
  'Warmed:Pending': 'autoscaling:EC2_INSTANCE_LAUNCHING',
  Terminating: 'autoscaling:EC2_INSTANCE_TERMINATING',
  'Warmed:Terminating': 'autoscaling:EC2_INSTANCE_TERMINATING',
};

/** The hooks that hold an instance in a phase. */
export function hooksFor(rules: Rules, { group, isHealthy }: GroupInstance, phase: Phase): LifecycleHook[] {
  const isLaunch = transitions[phase] === 'autoscaling:EC2_INSTANCE_LAUNCHING';
  if (!rules.holds(isLaunch ? 'launch-waits-for-hooks' : 'termination-waits-for-hooks')) return [];
  if (!isHealthy && !rules.holds('hooks-run-for-instances-already-gone')) return [];
  return [...group.hooks.values()].filter((hook) => hook.transition === transitions[phase]);
}
