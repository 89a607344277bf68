/** What EC2 knows of an instance, and of what it was asked for. */

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html */
export type Ec2State = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** Who ends or stops an instance: its owner (an operator or Auto Scaling), or EC2 itself. */
export type Ec2Cause = 'user' | 'no-capacity' | 'scheduled-change';

export interface Ec2Instance {
  readonly id: string;
  readonly availabilityZone: string;
  readonly launchedAtMs: number;
  readonly tags: ReadonlyMap<string, string>;
  /** As given, base64. */
  readonly userData: string | undefined;
  /** Its request where it is a spot instance. */
  readonly spotRequest: SpotRequest | undefined;
  state: Ec2State;
  /** Why it was last stopped or terminated, and when. */
  ended: { readonly cause: Ec2Cause; readonly atMs: number } | undefined;
  /** What EC2 has scheduled for it. */
  readonly changes: ScheduledChange[];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-request-status.html */
export type SpotStatusCode =
  | 'fulfilled'
  | 'marked-for-stop'
  | 'instance-terminated-by-user'
  | 'instance-terminated-by-service'
  | 'instance-terminated-no-capacity'
  | 'instance-stopped-by-user'
  | 'instance-stopped-no-capacity';

/** What EC2 does to a spot instance that it wants back. */
export type SpotAction = 'terminate' | 'stop' | 'hibernate';

export interface SpotRequest {
  /** `sir-` and 8 letters and digits. */
  readonly id: string;
  readonly instanceId: string;
  readonly availabilityZone: string;
  readonly createdAtMs: number;
  state: 'active' | 'closed' | 'disabled';
  status: { readonly code: SpotStatusCode; readonly updatedAtMs: number };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStatusEvent.html */
export type ScheduledChangeCode =
  'instance-retirement' | 'instance-stop' | 'system-reboot' | 'instance-reboot' | 'system-maintenance';

export interface ScheduledChange {
  /** `instance-event-` and 17 hex digits. */
  readonly id: string;
  readonly code: ScheduledChangeCode;
  readonly notBeforeMs: number;
  readonly notAfterMs: number | undefined;
}

export interface Ec2LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** Base64. */
  readonly userData: string | undefined;
}
