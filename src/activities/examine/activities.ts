/** What the doctor may ask of a worker. */
import type { Finding } from '../../doctor/finding';
import type { LastDrains, WaitingInstance } from '../../reconcile/sweep';
import type { Spec } from '../../reconcile/spec';

export interface ExamineDependencies {
  readonly spec: Spec;
  /** As the sweep finds them. */
  readonly waiting: () => Promise<readonly WaitingInstance[]>;
  readonly lastDrains: (ec2InstanceIds: readonly string[]) => Promise<LastDrains>;
}

export interface ExamineActivities {
  /** Safe to repeat. What AWS does not tell is in the findings. */
  examineAws(): Promise<readonly Finding[]>;
}
