/** What the doctor's activities need. */
import type { AutoScaling } from '../../aws/auto-scaling';
import type { Ecs } from '../../aws/ecs';
import type { ProbedAlone, ProbeTarget } from '../../aws/probes';
import type { Topics } from '../../aws/sns';
import type { Queues } from '../../aws/sqs';
import type { Sts } from '../../aws/sts';
import type { AllowedClusters } from '../../config/clusters';
import type { ProbedAction } from '../../domain/doctor/aws/facts';
import type { AccountRegion } from '../../domain/account-region';
import type { Spec } from '../../domain/spec';
import type { LastDrains, WaitingInstance } from '../../domain/sweep/sweep';

export interface DoctorDependencies {
  /** Which the worker serves. */
  readonly accountRegion: AccountRegion;
  readonly spec: Spec;
  readonly clusters: AllowedClusters;
  readonly deadLetterQueues: readonly string[];
  readonly outcomeTopicArn: string | undefined;
  readonly ecs: Pick<
    Ecs,
    'listClusters' | 'clustersOfGroups' | 'overview' | 'describeTasks' | 'describeServices' | 'stopTimeout'
  >;
  readonly autoScaling: Pick<AutoScaling, 'describeInstance' | 'describeGroup' | 'terminationHooks'>;
  readonly sts: Sts;
  readonly topics: Topics;
  readonly queues: Queues;
  readonly probe: (target: ProbeTarget, actions: readonly ProbedAlone[]) => Promise<readonly ProbedAction[]>;
  /** As the sweep finds them. */
  readonly waiting: () => Promise<readonly WaitingInstance[]>;
  readonly lastDrains: (ec2InstanceIds: readonly string[]) => Promise<LastDrains>;
}
