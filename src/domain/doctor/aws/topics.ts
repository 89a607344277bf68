import { found, notChecked, orOk, type Finding } from '../finding';
import type { AwsFacts, TopicFacts } from './facts';
import { formatCallError } from './call-error';

/** A function, or a queue that `ecs-drain listen` reads. */
const startersProtocols: readonly string[] = ['lambda', 'sqs'];

export const topicFindings = ({ topics }: Pick<AwsFacts, 'topics'>): readonly Finding[] =>
  topics.length === 0
    ? [notChecked('topics', 'no hook of ours, and no setting, names a topic')]
    : orOk(
        'topics',
        topics.some(({ subscriptions }) => subscriptions.kind === 'known')
          ? `${topics.length} with a subscription`
          : undefined,
        topics.flatMap(findingOf),
      );

function findingOf({ topicArn, subscriptions }: TopicFacts): readonly Finding[] {
  if (subscriptions.kind === 'unknown')
    return [notChecked('topics', formatCallError(subscriptions.callError), topicArn)];
  if (subscriptions.value === null) return [found('topic-missing', 'SNS does not know it', topicArn)];
  const starters = subscriptions.value.filter(({ protocol }) => startersProtocols.includes(protocol));
  if (starters.length === 0) {
    const others = new Set(subscriptions.value.map(({ protocol }) => protocol));
    const says =
      others.size === 0 ? 'it has no subscription' : `its subscriptions: ${[...others].join(', ')}`;
    return [found('topic-without-subscription', says, topicArn)];
  }
  return starters.every(({ isPending }) => isPending)
    ? [found('subscription-pending', `${starters.length} wait for a confirmation`, topicArn)]
    : [];
}
