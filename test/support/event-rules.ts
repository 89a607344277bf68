/** EventBridge rules that send the starter what docs/events.md says. */
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import type { Scenario } from './scenario';

/** A rule's name, and its pattern. */
export type EventRule = readonly [name: string, pattern: object];

/** What EC2 and Health announce. */
export const announcements: readonly EventRule[] = [
  ['spot', { source: ['aws.ec2'], 'detail-type': ['EC2 Spot Instance Interruption Warning'] }],
  ['rebalance', { source: ['aws.ec2'], 'detail-type': ['EC2 Instance Rebalance Recommendation'] }],
  [
    'states',
    {
      source: ['aws.ec2'],
      'detail-type': ['EC2 Instance State-change Notification'],
      detail: { state: ['stopping', 'stopped', 'shutting-down', 'terminated'] },
    },
  ],
  [
    'health',
    {
      source: ['aws.health'],
      'detail-type': ['AWS Health Event'],
      detail: { service: ['EC2'], eventTypeCategory: ['scheduledChange'] },
    },
  ],
];

/** Tasks that stop in a cluster. */
export const stoppedTasks = (clusterArn: string): EventRule => [
  'stopped-tasks',
  {
    source: ['aws.ecs'],
    'detail-type': ['ECS Task State Change'],
    detail: {
      lastStatus: ['STOPPED'],
      containerInstanceArn: [{ exists: true }],
      clusterArn: [clusterArn],
    },
  },
];

/** Makes the rules, with the starter as their target. */
export async function sendToStarter(
  scenario: Pick<Scenario, 'accessAs' | 'starterArn'>,
  rules: readonly EventRule[],
): Promise<void> {
  const eventBridge = new EventBridgeClient(scenario.accessAs('PERSON'));
  for (const [Name, pattern] of rules) {
    await eventBridge.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern) }));
    await eventBridge.send(
      new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'starter', Arn: scenario.starterArn }] }),
    );
  }
  eventBridge.destroy();
}
