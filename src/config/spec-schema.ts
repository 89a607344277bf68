/**
 * The spec's one schema: each field with its bounds and its meaning. From it come the worker's variables, the check of a
 * hook's metadata, and the reference in the docs.
 */
import { z } from 'zod';
import { defaultSpec, type Spec, type WorkerSpecField } from '../domain/spec';
import { itemsOf, parseJson } from './settings';
import { secondsBetween, taskRule } from './task-rule-schema';

const dayS = 24 * 3600;

/** One field of the spec. */
export interface SpecField<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  /** What a variable's text stands for; the schema then says what is wrong with it. */
  readonly fromText: (text: string) => unknown;
  /** Type and bounds, in words. */
  readonly type: string;
  readonly description: string;
  /** A variable's text. */
  readonly example: string;
}

const seconds = (least: number, most: number, example: string, description: string) => ({
  schema: secondsBetween(least, most),
  fromText: Number,
  type: `seconds, ${least} to ${most}`,
  description,
  example,
});

const oneOf = <const T extends string>(values: readonly T[], example: NoInfer<T>, description: string) => ({
  schema: z.enum(values),
  fromText: (text: string) => text,
  type: values.map((value) => `\`${value}\``).join(', '),
  description,
  example,
});

const json = <S extends z.ZodType>(schema: S, type: string, example: string, description: string) => ({
  schema,
  fromText: parseJson,
  type,
  description,
  example,
});

export const specFields = {
  mode: oneOf(
    ['live', 'shadow'],
    'shadow',
    '`shadow` observes, plans and says what it would do and when, and touches nothing: it can run beside what a team has today.',
  ),
  resyncSeconds: seconds(
    1,
    3600,
    '30',
    'The shortest time between two observations of an instance while something moves.',
  ),
  heartbeatSeconds: seconds(
    10,
    7200,
    '600',
    "The longest time between two heartbeats; a third of the hook's timeout if that is less.",
  ),
  absenceGraceSeconds: seconds(
    1,
    3600,
    '60',
    'How long an instance must be seen in no cluster, or as not terminating, before that is believed.',
  ),
  lifecycleHooks: {
    schema: z.array(z.string()).readonly(),
    fromText: itemsOf,
    type: 'names, separated by commas',
    example: 'drain',
    description:
      'Lifecycle hooks that are ours, besides those that notify the topic that a message came through.',
  },
  notificationTargets: {
    schema: z
      .array(z.string().regex(/^arn:[\w-]+:(sns|sqs):[a-z0-9-]+:\d{12}:[\w.-]+$/, 'expected ARNs'))
      .readonly(),
    fromText: itemsOf,
    type: 'ARNs, separated by commas',
    example: 'arn:aws:sns:eu-central-1:123456789012:ecs-drain',
    description:
      'Topics and queues that are ours: lifecycle hooks that notify them are ours too, whatever told of them. The sweep needs this, or names of hooks.',
  },
  deadlineSeconds: seconds(
    1,
    30 * dayS,
    '14400',
    "From the start of a drain to its deadline. Without it only the hook's global timeout and notices set one.",
  ),
  onDeadline: oneOf(
    ['continue', 'abandon', 'force-abandon'],
    'abandon',
    'What happens at the deadline. `abandon` keeps the instance where its group retains abandoned ones, and is `continue` where it would only hasten the end; `force-abandon` abandons there too.',
  ),
  stopTimeoutSeconds: seconds(
    0,
    2 * dayS,
    '120',
    "How long a container may take to stop where its task definition does not say: the hosts' `ECS_CONTAINER_STOP_TIMEOUT`.",
  ),
  deregistrationDelaySeconds: seconds(
    0,
    3600,
    '60',
    'How long a load balancer takes to deregister a target, before ECS stops the containers.',
  ),
  standaloneGraceSeconds: seconds(
    0,
    30 * dayS,
    '3600',
    'How long standalone tasks may run on before they are told to stop. Without it as long as they like.',
  ),
  protectedTasks: oneOf(
    ['wait', 'override'],
    'override',
    'DRAINING stops tasks in scale-in protection too: `wait` until their protection ends or the deadline is near, or `override` it.',
  ),
  taskRules: json(
    z.array(taskRule, 'expected a JSON list of rules').max(50).readonly(),
    'JSON list of rules',
    '[{"name":"nightly","match":{"family":"nightly-*"},"behavior":{"kind":"stop","afterSeconds":600}}]',
    'What is special about some tasks: `{"name", "match": {"family", "group", "startedBy"}, "behavior": {"kind": "wait" | "skip" | "stop", "afterSeconds", "order"}}`. The first rule that matches wins.',
  ),
  agentGraceSeconds: seconds(
    1,
    2 * dayS,
    '600',
    "How long an instance's ECS agent may be disconnected before it counts as lost.",
  ),
  onAgentLost: oneOf(
    ['wait', 'continue'],
    'continue',
    'When the agent is lost: `wait` until it is back or the deadline is reached, or `continue` at once.',
  ),
  maxConcurrentDrains: {
    schema: z.number('expected a number of drains').int().min(1).max(500),
    fromText: Number,
    type: 'drains, 1 to 500',
    example: '3',
    description:
      'How many drains may act at once in a cluster; the others wait for their permit, those near a deadline first. Without it any number.',
  },
  groups: {
    schema: z.array(z.string()).readonly(),
    fromText: itemsOf,
    type: 'names, separated by commas',
    example: 'web-asg,batch-*',
    description:
      'Auto Scaling groups whose instances are drained; `*` at the end of a name matches any ending. Without it all of them.',
  },
  rebalanceRecommendations: oneOf(
    ['ignore', 'drain'],
    'drain',
    'What to do when EC2 recommends to replace a spot instance, which nothing can confirm. The starter has a variable of the same name, and must pass them on.',
  ),
  onCancel: oneOf(
    ['leave', 'continue'],
    'continue',
    "What a cancel does to the lifecycle action: `leave` it to the hook's own time-out, or complete it with CONTINUE.",
  ),
} satisfies Readonly<Record<keyof Spec, SpecField>>;

type Fields = typeof specFields;

/** A table's keys, with their type: `Object.keys` forgets it. */
export const specFieldNames = Object.keys(specFields) as (keyof Spec)[];

const schemas = Object.fromEntries(specFieldNames.map((name) => [name, specFields[name].schema])) as {
  readonly [K in keyof Fields]: Fields[K]['schema'];
}; // key by key what the table holds

/** Not for a hook's metadata. */
export const workerFields = {
  lifecycleHooks: true,
  notificationTargets: true,
  rebalanceRecommendations: true,
  groups: true,
  maxConcurrentDrains: true,
} as const satisfies Record<WorkerSpecField, true>;

/** Some of the spec's fields, as JSON. */
export const partialSpec = z.strictObject(schemas).partial();

/** `ECS_DRAIN_RESYNC_SECONDS` for `resyncSeconds`. */
export const variableOf = (field: keyof Spec): string =>
  `ECS_DRAIN_${field.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;

/** The spec that a worker's variables make, on top of the defaults. Every issue names its variable. */
export const specFromVariables = z
  .record(z.string(), z.string())
  .transform((variables, context): { spec: Spec } => {
    const given = specFieldNames.flatMap((field) => {
      const text = variables[variableOf(field)];
      return text === undefined ? [] : [[field, specFields[field].fromText(text)] as const];
    });
    const parsed = partialSpec.safeParse(Object.fromEntries(given));
    for (const {
      message,
      path: [field, ...rest],
    } of parsed.error?.issues ?? []) {
      const variable = specFieldNames.find((name) => name === field);
      context.addIssue({
        code: 'custom',
        message,
        path: [variable ? variableOf(variable) : 'spec', ...rest],
      });
    }
    return { spec: { ...defaultSpec, ...parsed.data } };
  });

/** A row of the spec's reference. */
export interface SpecRow {
  readonly field: keyof Spec;
  readonly variable: string;
  readonly type: string;
  /** Undefined where there is none. */
  readonly default: Spec[keyof Spec];
  /** A variable's text. */
  readonly example: string;
  readonly description: string;
  /** Whether a hook's metadata may set it. */
  readonly inMetadata: boolean;
}

/** The spec's reference, in the order in which it is to be read. */
export const specReference: readonly SpecRow[] = specFieldNames.map((field) => ({
  field,
  variable: variableOf(field),
  type: specFields[field].type,
  default: defaultSpec[field],
  example: specFields[field].example,
  description: specFields[field].description,
  inMetadata: !Object.hasOwn(workerFields, field),
}));
