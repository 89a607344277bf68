import { z } from 'zod';
import type { Environment } from '../environment';
import { operationFactory, page, type Service } from '../service';
import { eventBridgeErrors } from './errors';
import type { EventBridge } from './eventbridge';
import { putEvent, putEventsEntry } from './put-events';
import type { EventRule, Target } from './state';

/** The prefix of X-Amz-Target that EventBridge clients send. */
export const eventBridgeTarget = 'AWSEvents';

const operation = operationFactory((problem) =>
  eventBridgeErrors.validation(`1 validation error detected: ${problem}`),
);

const MOST_ENTRIES = 10;

const notServed = z.undefined('local-aws does not serve this member.').optional();
const bus = { EventBusName: z.literal('default', 'local-aws has the default event bus only.').optional() };
const name = z.string().regex(/^[.\-\w]{1,64}$/);
const paging = { Limit: z.int().min(1).max(100).default(100), NextToken: z.string().optional() };

const target = z
  .object({
    Id: name,
    Arn: z
      .string()
      .regex(/^arn:aws[\w-]*:(lambda|sqs):/, 'local-aws delivers to Lambda functions and SQS queues.'),
    DeadLetterConfig: z.object({ Arn: z.string().regex(/^arn:aws[\w-]*:sqs:/) }).optional(),
    RetryPolicy: z
      .object({
        MaximumRetryAttempts: z.int().min(0).max(185).optional(),
        MaximumEventAgeInSeconds: z.int().min(60).max(86_400).optional(),
      })
      .optional(),
    Input: notServed,
    InputPath: notServed,
    InputTransformer: notServed,
    SqsParameters: notServed,
  })
  .transform(({ Id, Arn, DeadLetterConfig, RetryPolicy }): Target => ({
    id: Id,
    arn: Arn,
    deadLetterArn: DeadLetterConfig?.Arn,
    retryPolicy: RetryPolicy,
  }));

const ruleShape = ({ name: Name, arn, patternText, state, description }: EventRule) => ({
  Name,
  Arn: arn,
  EventPattern: patternText,
  State: state,
  ...(description !== undefined && { Description: description }),
  EventBusName: 'default',
});

const targetShape = ({ id, arn, deadLetterArn, retryPolicy }: Target) => ({
  Id: id,
  Arn: arn,
  ...(deadLetterArn !== undefined && { DeadLetterConfig: { Arn: deadLetterArn } }),
  ...(retryPolicy && { RetryPolicy: retryPolicy }),
});

const pageOf = <T>(
  items: readonly T[],
  { Limit, NextToken }: { Limit: number; NextToken?: string | undefined },
) => page(items, NextToken, Limit, () => eventBridgeErrors.validation('The NextToken value is not valid.'));

const noFailure = { FailedEntryCount: 0, FailedEntries: [] };

/** EventBridge as its clients see it: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html */
export const eventBridgeService = (env: Environment, eventBridge: EventBridge): Service => ({
  name: 'events',
  operations: {
    PutRule: operation(
      z.object({
        Name: name,
        EventPattern: z.string('local-aws has rules with an event pattern only.').min(1),
        State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
        Description: z.string().max(512).optional(),
        ScheduleExpression: notServed,
        ...bus,
      }),
      (input) => {
        const { Name, Description: description, EventPattern: patternText, State: state } = input;
        return { RuleArn: eventBridge.putRule({ name: Name, description, patternText, state }).arn };
      },
    ),

    DeleteRule: operation(z.object({ Name: name, ...bus }), (input) => {
      eventBridge.deleteRule(input.Name);
      return {};
    }),

    ListRules: operation(z.object({ NamePrefix: z.string().default(''), ...paging, ...bus }), (input) => {
      const found = [...eventBridge.rules.values()].filter((rule) => rule.name.startsWith(input.NamePrefix));
      const { items, nextToken } = pageOf(found, input);
      return { Rules: items.map(ruleShape), NextToken: nextToken };
    }),

    PutTargets: operation(
      z.object({ Rule: name, Targets: z.array(target).min(1).max(100), ...bus }),
      (input) => {
        eventBridge.putTargets(eventBridge.find(input.Rule), input.Targets);
        return noFailure;
      },
    ),

    RemoveTargets: operation(z.object({ Rule: name, Ids: z.array(name).min(1), ...bus }), (input) => {
      const { targets } = eventBridge.find(input.Rule);
      for (const id of input.Ids) targets.delete(id);
      return noFailure;
    }),

    ListTargetsByRule: operation(z.object({ Rule: name, ...paging, ...bus }), (input) => {
      const { items, nextToken } = pageOf([...eventBridge.find(input.Rule).targets.values()], input);
      return { Targets: items.map(targetShape), NextToken: nextToken };
    }),

    PutEvents: operation(z.object({ Entries: z.array(putEventsEntry).min(1).max(MOST_ENTRIES) }), (input) => {
      const Entries = input.Entries.map((entry) => putEvent(env, eventBridge, entry));
      return { FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries };
    }),
  },
  throttle: () => undefined,
  unknownOperation: eventBridgeErrors.unknownOperation,
});
