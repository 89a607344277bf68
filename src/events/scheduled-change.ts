/**
 * AWS Health announces that AWS will reboot, stop or retire instances. A rule in another Region, or in the organisation's
 * account, may get a copy: account and Region of its envelope are then those that it was sent to.
 */
import { z } from 'zod';
import { isEc2InstanceId } from '../domain/notice';
import { noticed } from './ec2-event';
import { isEventOf } from './event-bridge-form';
import type { Transport, MessageKind } from './message-kind';
import { ignored, malformedBy } from './parsed';

/** Health's own bound is 1600; the real ones have some 150. */
const longestArn = 1000;

const schema = z.object({
  detail: z.object({
    service: z.string(),
    eventTypeCategory: z.string(),
    // Of a later version than the others: not required.
    eventRegion: z.unknown().optional(),
    affectedAccount: z.unknown().optional(),
    statusCode: z.unknown().optional(),
  }),
});

const changeSchema = z.object({
  detail: z.object({
    eventArn: z
      .string()
      .max(longestArn)
      .regex(/^arn:[\w-]+:health:[\w-]*:\d*:event(\/[\w-]+)+$/, 'expected the ARN of a Health event'),
    affectedEntities: z.array(z.unknown()).default([]),
  }),
});

const entity = z.object({ entityValue: z.string().refine(isEc2InstanceId) });

export const scheduledChange: MessageKind = {
  name: 'scheduled-change',
  takenFrom: 'event-bus',
  about: {
    comesFrom: '`aws.health`, "AWS Health Event" of service EC2 and category scheduledChange',
    verifiedBy: 'EC2: the events of the instance (DescribeInstanceStatus)',
    leadsTo: 'a drain of every affected instance, with the beginning of the change as its deadline',
    reads: [
      'detail.service',
      'detail.eventTypeCategory',
      'detail.eventArn',
      'detail.affectedEntities[].entityValue',
      'detail.statusCode',
      'detail.eventRegion',
      'detail.affectedAccount',
    ],
    page: 'https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html',
  },
  matches: (message) => isEventOf(message, 'aws.health', 'AWS Health Event'),
  parse: (message, transport) => {
    const health = schema.safeParse(message);
    if (!health.success) return malformedBy(health.error);
    const reason = whyNot(health.data.detail, transport);
    if (reason !== undefined) return ignored(reason);
    const change = changeSchema.safeParse(message);
    if (!change.success) return malformedBy(change.error);
    const { eventArn, affectedEntities } = change.data.detail;
    const ids = affectedEntities.map((item) => entity.safeParse(item).data?.entityValue);
    const notices = [...new Set(ids)].flatMap((ec2InstanceId) =>
      ec2InstanceId === undefined ? [] : [{ kind: 'scheduled-change' as const, ec2InstanceId, eventArn }],
    );
    return notices.length > 0 ? noticed(transport, ...notices) : ignored('a change that affects no instance');
  },
};

type Detail = z.output<typeof schema>['detail'];

/** Undefined: it is for us. */
function whyNot(detail: Detail, { accountRegion }: Transport): string | undefined {
  const { service, eventTypeCategory, eventRegion, affectedAccount, statusCode } = detail;
  if (service !== 'EC2') return 'a Health event of another service than EC2';
  if (eventTypeCategory !== 'scheduledChange') return 'a Health event that schedules no change';
  if (statusCode === 'closed') return 'a scheduled change that is over';
  const isCopy =
    (typeof eventRegion === 'string' && eventRegion !== accountRegion.region) ||
    (typeof affectedAccount === 'string' && affectedAccount !== accountRegion.accountId);
  return isCopy ? 'a copy of what another account or Region is told' : undefined;
}
