/** EC2 expects to reclaim a spot instance some time: a hint that nothing confirms. */
import { noticed, spotEvent } from './ec2-event';
import { isEventOf } from './event-bridge-form';
import type { MessageKind } from './message-kind';
import { ignored, malformedBy } from './parsed';

export const rebalanceRecommendation: MessageKind = {
  name: 'rebalance-recommendation',
  takenFrom: 'event-bus',
  about: {
    comesFrom: '`aws.ec2`, "EC2 Instance Rebalance Recommendation"',
    verifiedBy: 'nothing can',
    leadsTo:
      'ignored, unless starter and worker are told to drain (`ECS_DRAIN_REBALANCE_RECOMMENDATIONS=drain`)',
    reads: ['detail.instance-id'],
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/rebalance-recommendations.html',
  },
  matches: (message) => isEventOf(message, 'aws.ec2', 'EC2 Instance Rebalance Recommendation'),
  parse: (message, transport, { rebalanceRecommendations }) => {
    if (rebalanceRecommendations === 'ignore')
      return ignored('a rebalance recommendation, which nothing can confirm');
    const parsed = spotEvent.safeParse(message);
    if (!parsed.success) return malformedBy(parsed.error);
    return noticed(transport, {
      kind: 'rebalance-recommendation',
      ec2InstanceId: parsed.data.detail['instance-id'],
    });
  },
};
