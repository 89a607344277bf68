import type { Environment } from '../environment';
import { eventBridgeEvent } from '../events';
import { newEventId, newUuid } from '../ids';
import type { Ec2Instance, ScheduledChange, ScheduledChangeCode } from './state';

export interface ChangeToSchedule {
  readonly code: ScheduledChangeCode;
  /** Clock. */
  readonly notBefore: Date;
  /** @default no end is known */
  readonly notAfter?: Date | undefined;
}

/** What EC2 says of a change, and the name that AWS Health has for it. */
export const changeWords: Readonly<
  Record<ScheduledChangeCode, { readonly description: string; readonly typeCode: string }>
> = {
  'instance-retirement': {
    description: 'The instance is running on degraded hardware',
    typeCode: 'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED',
  },
  'instance-stop': {
    description: 'The instance is running on degraded hardware',
    typeCode: 'AWS_EC2_INSTANCE_STOP_SCHEDULED',
  },
  'system-reboot': {
    description: 'Scheduled reboot',
    typeCode: 'AWS_EC2_SYSTEM_REBOOT_MAINTENANCE_SCHEDULED',
  },
  'instance-reboot': {
    description: 'Scheduled reboot',
    typeCode: 'AWS_EC2_INSTANCE_REBOOT_MAINTENANCE_SCHEDULED',
  },
  'system-maintenance': {
    description: 'Scheduled maintenance',
    typeCode: 'AWS_EC2_INSTANCE_NETWORK_MAINTENANCE_SCHEDULED',
  },
};

/** What EC2 schedules: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instances-status-check_sched.html */
export class ScheduledChanges {
  constructor(
    private readonly env: Environment,
    private readonly stop: (instanceId: string) => void,
  ) {}

  /** Shows in the status of each instance, and is told to EventBridge by AWS Health in one event. */
  schedule(instances: readonly Ec2Instance[], { code, notBefore, notAfter }: ChangeToSchedule): void {
    const { rules, clock } = this.env;
    for (const instance of instances) {
      const change: ScheduledChange = {
        id: `instance-event-${newEventId()}`,
        code,
        notBeforeMs: notBefore.getTime(),
        notAfterMs: notAfter?.getTime(),
      };
      instance.changes.push(change);
      clock.scheduleAt(change.notBeforeMs, () => this.takePlace(instance, change));
    }
    if (!rules.holds('scheduled-changes-are-health-events')) return;
    const event = healthEvent(this.env, instances, { code, notBefore, notAfter });
    this.env.record.append({ kind: 'event', event });
  }

  /** "At the scheduled time, the instance is stopped if it is backed by Amazon EBS." A reboot changes nothing here. */
  private takePlace({ id }: Ec2Instance, { code }: ScheduledChange): void {
    if (code !== 'instance-retirement' && code !== 'instance-stop') return;
    if (this.env.rules.holds('scheduled-changes-take-place')) this.stop(id);
  }
}

/** https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
function healthEvent(
  env: Environment,
  instances: readonly Ec2Instance[],
  { code, notBefore, notAfter }: ChangeToSchedule,
) {
  const { typeCode, description } = changeWords[code];
  const ids = instances.map(({ id }) => id);
  const lastUpdatedTime = new Date(env.clock.now()).toUTCString();
  return eventBridgeEvent(env, {
    source: 'aws.health',
    detailType: 'AWS Health Event',
    resources: ids,
    detail: {
      eventArn: `arn:aws:health:${env.region}::event/EC2/${typeCode}/${typeCode}_${newUuid()}`,
      service: 'EC2',
      eventScopeCode: 'ACCOUNT_SPECIFIC',
      communicationId: newUuid(),
      eventTypeCode: typeCode,
      eventTypeCategory: 'scheduledChange',
      startTime: notBefore.toUTCString(),
      ...(notAfter && { endTime: notAfter.toUTCString() }),
      lastUpdatedTime,
      statusCode: 'upcoming',
      eventRegion: env.region,
      eventDescription: [{ language: 'en_US', latestDescription: description }],
      affectedEntities: ids.map((entityValue) => ({ entityValue, lastUpdatedTime, status: 'PENDING' })),
      page: '1',
      totalPages: '1',
      affectedAccount: env.accountId,
    },
  });
}
