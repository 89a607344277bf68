/** EventBridge rules of an account, as docs/signals.md has them. */
import type { EventBridgeEvent } from '@ecs-drain/local-aws';
import type { Scenario } from './scenario';

export interface EventRule {
  readonly source: string;
  readonly detailTypes: readonly string[];
  /** @default every one */
  readonly matches?: (detail: EventBridgeEvent['detail']) => boolean;
}

/** What EC2 and Health announce. */
export const announcements: readonly EventRule[] = [
  {
    source: 'aws.ec2',
    detailTypes: [
      'EC2 Spot Instance Interruption Warning',
      'EC2 Instance Rebalance Recommendation',
      'EC2 Instance State-change Notification',
    ],
  },
  { source: 'aws.health', detailTypes: ['AWS Health Event'] },
];

/** Tasks that stop in a cluster. */
export const stoppedTasks = (clusterArn: string): EventRule => ({
  source: 'aws.ecs',
  detailTypes: ['ECS Task State Change'],
  matches: (detail) => detail['lastStatus'] === 'STOPPED' && detail['clusterArn'] === clusterArn,
});

/** Sends the starter what the rules match. */
export function sendToStarter({ aws, starterArn }: Scenario, rules: readonly EventRule[]): void {
  aws.events.subscribe((event) => {
    const isWanted = rules.some(
      ({ source, detailTypes, matches = () => true }) =>
        event.source === source && detailTypes.includes(event['detail-type']) && matches(event.detail),
    );
    if (isWanted) aws.lambda.invokeAsync(starterArn, event);
  });
}
