import { z } from 'zod';
import type { Fault } from './faults';
import { timeoutSecondsSchema } from './lambda/time-limit';
import { name, seconds } from './values';

/** What the admin endpoint takes. Every object is strict: a member that is misspelt is refused, never ignored. */

const rule = {
  times: z.int().min(1).optional(),
  share: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  startsInSeconds: seconds.optional(),
  lastsSeconds: seconds.optional(),
};

const call = {
  service: z.enum(['ecs', 'autoscaling', 'sns', 'ec2', 'sqs', 'events', 'sts']),
  operation: z
    .string()
    .regex(/^[A-Z]\w+$/, 'Must be the name of an operation, such as DescribeTasks.')
    .optional(),
  caller: z.string().optional(),
  afterEffect: z.boolean().optional(),
  ...rule,
};

const notification = { topicArn: z.string().startsWith('arn:').optional(), ...rule };

/** A fault as it comes over the wire: `Fault` without what only a program can say. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('error'),
    code: z.string().min(1),
    status: z.int().min(400).max(599),
    message: z.string().optional(),
    ...call,
  }),
  z.strictObject({ kind: z.literal('throttle'), ...call }),
  z.strictObject({ kind: z.literal('timeout'), ...call }),
  z.strictObject({ kind: z.literal('reset'), ...call }),
  z.strictObject({
    kind: z.literal('slow'),
    latencyMs: z.number().min(0),
    on: z.enum(['clock', 'machine']).optional(),
    ...call,
  }),
  z.strictObject({ kind: z.literal('stale-read'), ageSeconds: seconds, ...call }),
  z.strictObject({ kind: z.literal('notification-lost'), ...notification }),
  z.strictObject({ kind: z.literal('notification-doubled'), ...notification }),
  z.strictObject({ kind: z.literal('notification-late'), delaySeconds: seconds, ...notification }),
  z.strictObject({
    kind: z.literal('notification-reordered'),
    atMostSeconds: seconds.optional(),
    ...notification,
  }),
]) satisfies z.ZodType<Fault>;

export const functionSchema = z.strictObject({
  name,
  url: z.url({ protocol: /^https?$/, error: 'Must be http://host:port.' }),
  timeoutSeconds: timeoutSecondsSchema.optional(),
  deadLetterQueueArn: z.string().startsWith('arn:').optional(),
});

/** What becomes of the ECS agent of an instance, by its EC2 id. `hung`: the host stands still for good. */
export const agentSchema = z.strictObject({
  instance: z.string().startsWith('i-'),
  agent: z.enum(['connected', 'disconnected', 'hung']),
});

const instance = z.string().startsWith('i-');

/** What EC2 does to an instance of its own accord. */
export const interruptionSchema = z.strictObject({
  instance,
  action: z.enum(['terminate', 'stop', 'hibernate']),
  noticeSeconds: seconds.optional(),
});

export const rebalanceSchema = z.strictObject({ instance });

const time = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) < Date.UTC(2100, 0), 'Before 2100.');

export const changeSchema = z.strictObject({
  instances: z.array(instance).min(1),
  code: z.enum([
    'instance-retirement',
    'instance-stop',
    'system-reboot',
    'instance-reboot',
    'system-maintenance',
  ]),
  notBefore: time.transform((text) => new Date(text)),
  notAfter: time.transform((text) => new Date(text)).optional(),
});

export const clockSchema = z.union(
  [
    z.strictObject({ advanceSeconds: seconds }),
    z.strictObject({
      advanceTo: time,
    }),
  ],
  'Must be {"advanceSeconds": n} or {"advanceTo": "2026-01-01T00:00:00Z"}.',
);

const wholeNumber = z.string().regex(/^\d+$/, 'Must be a whole number.').transform(Number);
const list = z.string().transform((text) => text.split(','));

/** How long an answer may wait for what it is asked for. */
export const LONGEST_WAIT_MS = 60_000;

export const timelineQuery = z.strictObject({
  since: wholeNumber.default(0),
  instance: z.string().startsWith('i-').optional(),
});

export const recordQuery = z.strictObject({
  ...timelineQuery.shape,
  kind: list.optional(),
  operation: list.optional(),
  limit: wholeNumber.pipe(z.int().min(1)).optional(),
  waitMs: wholeNumber.pipe(z.int().max(LONGEST_WAIT_MS)).default(0),
});

/** Who may complete which hooks, as `access key id=hook name,…`; several where the parameter is repeated. */
export const auditQuery = z.strictObject({
  hookOwner: z
    .array(z.string().regex(/^[\w-]+=[\w.,-]+$/, 'Must be <access key id>=<hook name>,<hook name>.'))
    .default([]),
});

export const noQuery = z.strictObject({});
