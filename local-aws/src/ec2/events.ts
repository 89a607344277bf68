import type { Environment } from '../environment';
import { eventBridgeEvent } from '../events';
import type { Ec2Instance, SpotAction } from './state';

/** What EC2 tells EventBridge: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/automating_with_eventbridge.html */
export class Ec2Events {
  constructor(private readonly env: Environment) {}

  /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html */
  stateChanged({ id, state }: Ec2Instance): void {
    if (!this.env.rules.holds('state-changes-are-events')) return;
    this.send('EC2 Instance State-change Notification', this.arnOf(id), { 'instance-id': id, state });
  }

  /**
   * Its ARN names the Availability Zone, as documented.
   * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
   */
  interruption({ id, availabilityZone }: Ec2Instance, action: SpotAction): void {
    const arn = `arn:aws:ec2:${availabilityZone}:instance/${id}`;
    const detail = { 'instance-id': id, 'instance-action': action };
    this.send('EC2 Spot Instance Interruption Warning', arn, detail);
  }

  /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/rebalance-recommendations.html */
  rebalance({ id }: Ec2Instance): void {
    this.send('EC2 Instance Rebalance Recommendation', this.arnOf(id), { 'instance-id': id });
  }

  private arnOf(instanceId: string): string {
    return `arn:aws:ec2:${this.env.region}:${this.env.accountId}:instance/${instanceId}`;
  }

  private send(detailType: string, resource: string, detail: Readonly<Record<string, unknown>>): void {
    const event = eventBridgeEvent(this.env, {
      source: 'aws.ec2',
      detailType,
      resources: [resource],
      detail,
    });
    this.env.record.append({ kind: 'event', event });
  }
}
