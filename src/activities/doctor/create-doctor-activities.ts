/** The activity of the doctor: gathers facts with the worker's own clients, and says what they mean. */
import { partOf } from '../../aws/call-error';
import type { AwsFacts } from '../../domain/doctor/aws/facts';
import { awsFindings } from '../../domain/doctor/aws/findings';
import type { ExamineActivities } from '../../workflows/doctor.api';
import type { ExamineDependencies } from './dependencies';
import { lookAtClusters } from './clusters';
import { lookAtGroups } from './groups';
import { lookAtPermissions } from './permissions';
import { lookAtQueues, lookAtTopics } from './topics';
import { lookForWaiting } from './waiting';

export type { ExamineActivities, ExamineDependencies };

const identityWithinMs = 10_000;

export const createExamineActivities = (dependencies: ExamineDependencies): ExamineActivities => ({
  examineAws: async () => awsFindings(await gather(dependencies)),
});

async function gather(dependencies: ExamineDependencies): Promise<AwsFacts> {
  const { accountRegion, spec, sts } = dependencies;
  const aside = Promise.all([
    partOf('sts.GetCallerIdentity', identityWithinMs, (signal) => sts.callerIdentity(signal)),
    lookAtQueues(dependencies),
    lookForWaiting(dependencies),
  ]);
  const clusters = await lookAtClusters(dependencies);
  const groups = await lookAtGroups(clusters, dependencies);
  const [permissions, topics] = await Promise.all([
    lookAtPermissions(clusters, groups, dependencies),
    lookAtTopics(groups, dependencies),
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
