/** Where an instance stands on its way out, as Auto Scaling's lifecycle state tells. */
import type { AutoScalingInstance } from './observation';

export type LifecycleStage =
  /** Paused in a termination hook: the only state in which a lifecycle notice may be acted on. */
  | 'waiting'
  /** Being terminated, not yet in the hook. */
  | 'terminating'
  /** Past the hook. */
  | 'leaving'
  /** Kept after an ABANDON, by the group's instance lifecycle policy. */
  | 'retained'
  /** Auto Scaling does not terminate it. */
  | 'staying'
  /** Auto Scaling does not know it. */
  | 'gone';

/** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html */
const stages: Readonly<Record<string, LifecycleStage>> = {
  'Terminating:Wait': 'waiting',
  'Warmed:Terminating:Wait': 'waiting',
  Terminating: 'terminating',
  'Warmed:Terminating': 'terminating',
  'Terminating:Proceed': 'leaving',
  'Warmed:Terminating:Proceed': 'leaving',
  Terminated: 'leaving',
  'Warmed:Terminated': 'leaving',
  'Terminating:Retained': 'retained',
  'Warmed:Terminating:Retained': 'retained',
};

export function lifecycleStageOf(instance: AutoScalingInstance | null): LifecycleStage {
  return instance === null ? 'gone' : (stages[instance.lifecycleState] ?? 'staying');
}
