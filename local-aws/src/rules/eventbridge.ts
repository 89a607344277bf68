import type { Rule } from './rule';

const guide = 'https://docs.aws.amazon.com/eventbridge/latest/userguide';
const api = 'https://docs.aws.amazon.com/eventbridge/latest/APIReference';

/** How Amazon EventBridge behaves. */
export const eventBridgeRules = [
  {
    name: 'lifecycle-actions-are-events',
    says: 'EventBridge is told of every lifecycle action as it starts, whether its hook has a target or not.',
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html',
  },
  {
    name: 'rules-match-by-their-pattern',
    says: 'A rule sends an event to its targets only where its pattern matches.',
    source: `${guide}/eb-event-patterns.html`,
  },
  {
    name: 'invalid-event-patterns-are-refused',
    says: 'PutRule with a pattern that is none is InvalidEventPatternException.',
    source: `${api}/API_PutRule.html`,
  },
  {
    name: 'disabled-rules-send-nothing',
    says: 'A rule whose state is DISABLED matches nothing.',
    source: `${api}/API_DisableRule.html`,
  },
  {
    name: 'rules-with-targets-are-not-deleted',
    says: 'DeleteRule is refused while the rule has targets.',
    source: `${api}/API_DeleteRule.html`,
  },
  {
    name: 'only-aws-sends-as-aws',
    says: 'PutEvents refuses each entry whose source begins with aws.',
    source: `${api}/API_PutEventsRequestEntry.html`,
  },
  {
    name: 'undeliverable-events-are-dead-letters',
    says: "An event for a target that is not there goes to the target's dead-letter queue, without a retry.",
    source: `${guide}/eb-rule-dlq.html`,
  },
] as const satisfies readonly Rule[];
