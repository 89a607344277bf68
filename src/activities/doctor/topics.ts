import { AwsCallError, partOf } from '../../aws/call-error';
import type { GroupsFacts, QueueFacts, TopicFacts } from '../../domain/doctor/aws/facts';
import { ourHooksOf } from '../../domain/doctor/aws/our-hooks';
import { compare } from '../../domain/format/compare';
import type { DoctorDependencies } from './dependencies';

const most = 10;

const withinMs = 10_000;

type Dependencies = Pick<DoctorDependencies, 'topics' | 'spec' | 'accountRegion'>;

/** Those that settings say are ours, and those that hooks of ours notify. Only `ecs-drain listen` reads queues. */
export function observeTopics(
  { groups }: GroupsFacts,
  { topics, spec, accountRegion }: Dependencies,
): Promise<readonly TopicFacts[]> {
  const ofHooks = groups
    .flatMap((group) => ourHooksOf(group, spec))
    .flatMap(({ notificationTargetArn }) => notificationTargetArn ?? []);
  const arns = [...new Set([...spec.notificationTargets, ...ofHooks])].filter(isTopic).sort(compare);
  return Promise.all(
    arns.slice(0, most).map(async (topicArn) => ({
      topicArn,
      subscriptions: await partOf('sns.ListSubscriptionsByTopic', withinMs, () => {
        if (topicArn.split(':')[3] !== accountRegion.region) throw elsewhere(accountRegion.region);
        return topics.subscriptions(topicArn);
      }),
    })),
  );
}

export const observeQueues = ({
  queues,
  deadLetterQueues,
}: Pick<DoctorDependencies, 'queues' | 'deadLetterQueues'>): Promise<readonly QueueFacts[]> =>
  Promise.all(
    deadLetterQueues.map(async (url) => ({
      url,
      messages: await partOf('sqs.GetQueueAttributes', withinMs, () => queues.messages(url)),
    })),
  );

const isTopic = (arn: string): boolean => arn.split(':')[2] === 'sns';

const elsewhere = (region: string): AwsCallError =>
  AwsCallError.of({
    operation: 'sns.ListSubscriptionsByTopic',
    code: 'NotAsked',
    message: `it is not in ${region}, which this worker serves`,
    cause: 'permanent',
  });
