/** The activity of the doctor: gathers facts with the worker's own clients, and says what they mean. */
import { partOf } from '../../aws/call-error';
import type { AwsFacts } from '../../domain/doctor/aws/facts';
import { awsFindings } from '../../domain/doctor/aws/findings';
import type { DoctorActivities } from '../../workflows/doctor.api';
import type { DoctorDependencies } from './dependencies';
import { observeClusters } from './clusters';
import { observeGroups } from './groups';
import { observePermissions } from './permissions';
import { observeQueues, observeTopics } from './topics';
import { observeWaiting } from './waiting';

export type { DoctorActivities as ExamineActivities, DoctorDependencies as ExamineDependencies };

const identityWithinMs = 10_000;

export const createDoctorActivities = (dependencies: DoctorDependencies): DoctorActivities => ({
  checkAws: async () => awsFindings(await gather(dependencies)),
});

async function gather(dependencies: DoctorDependencies): Promise<AwsFacts> {
  const { accountRegion, spec, sts } = dependencies;
  const aside = Promise.all([
    partOf('sts.GetCallerIdentity', identityWithinMs, (signal) => sts.callerIdentity(signal)),
    observeQueues(dependencies),
    observeWaiting(dependencies),
  ]);
  const clusters = await observeClusters(dependencies);
  const groups = await observeGroups(clusters, dependencies);
  const [permissions, topics] = await Promise.all([
    observePermissions(clusters, groups, dependencies),
    observeTopics(groups, dependencies),
  ]);
  const [identity, deadLetterQueues, waiting] = await aside;
  return {
    accountId: accountRegion.accountId,
    spec,
    identity,
    permissions,
    clusters,
    groups,
    topics,
    deadLetterQueues,
    waiting,
  };
}
