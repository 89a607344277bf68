import { type Deliveries, serviceOf } from '../deliveries';
import type { Environment } from '../environment';
import { eventBridgeEvent, type NewEvent } from '../events';
import type { Network } from '../faults-notifications';
import type { EventBridgeEvent } from '../record-entries';
import { eventBridgeErrors } from './errors';
import { InvalidPattern, type Pattern, readPattern } from './pattern';
import type { EventRule, Target } from './state';

export type NewRule = Pick<EventRule, 'name' | 'patternText'> &
  Partial<Pick<EventRule, 'description' | 'state'>>;

export type NewTarget = Pick<Target, 'id' | 'arn'> & Partial<Target>;

const MOST_TARGETS = 5;

/** EventBridge without its wire: the default event bus, its rules and their targets. */
export class EventBridge {
  readonly rules = new Map<string, EventRule>();

  constructor(
    private readonly env: Environment,
    private readonly deliveries: Deliveries,
    private readonly network: Network,
  ) {}

  /** Creates a rule, or replaces what one says; its targets stay. @throws AwsError for a pattern that is none */
  putRule({ name, description, patternText, state = 'ENABLED' }: NewRule): EventRule {
    const pattern = this.read(patternText);
    const rule: EventRule = {
      name,
      arn: `arn:aws:events:${this.env.region}:${this.env.accountId}:rule/${name}`,
      description,
      patternText,
      pattern,
      state,
      targets: this.rules.get(name)?.targets ?? new Map<string, Target>(),
    };
    this.rules.set(name, rule);
    return rule;
  }

  /** Adds targets to a rule, or replaces those of the same id. @throws AwsError where it would have more than five */
  putTargets({ targets }: EventRule, added: readonly NewTarget[]): void {
    const ids = new Set([...targets.keys(), ...added.map(({ id }) => id)]);
    if (ids.size > MOST_TARGETS) throw eventBridgeErrors.tooManyTargets();
    for (const target of added) {
      targets.set(target.id, { deadLetterArn: undefined, retryPolicy: undefined, ...target });
    }
  }

  /** @throws AwsError where there is no such rule */
  find(name: string): EventRule {
    const rule = this.rules.get(name);
    if (!rule) throw eventBridgeErrors.noSuchRule(name);
    return rule;
  }

  /** Harmless where there is no such rule. @throws AwsError while it has targets */
  deleteRule(name: string): void {
    const hasTargets = (this.rules.get(name)?.targets.size ?? 0) > 0;
    if (hasTargets && this.env.rules.holds('rules-with-targets-are-not-deleted')) {
      throw eventBridgeErrors.validation("Rule can't be deleted since it has targets.");
    }
    this.rules.delete(name);
  }

  /** Sends an event on the bus, and returns its id. */
  send(event: NewEvent): string {
    const sent = eventBridgeEvent(this.env, event);
    this.env.record.append({ kind: 'event', event: sent });
    return sent.id;
  }

  /** Brings an event on the bus to the targets of every rule that it matches. */
  route(event: EventBridgeEvent): void {
    const { rules } = this.env;
    for (const rule of this.rules.values()) {
      if (rule.state === 'DISABLED' && rules.holds('disabled-rules-send-nothing')) continue;
      if (rules.holds('rules-match-by-their-pattern') && !rule.pattern(event)) continue;
      for (const target of rule.targets.values()) this.deliver(rule, target, event);
    }
  }

  private deliver(rule: EventRule, { arn, deadLetterArn }: Target, event: EventBridgeEvent): void {
    if (this.deliveries.isThere(arn)) {
      this.network(rule.arn, arn, () => {
        if (serviceOf(arn) === 'sqs') this.deliveries.send(arn, JSON.stringify(event));
        else this.deliveries.invoke(arn, event);
      });
      return;
    }
    if (deadLetterArn === undefined || !this.env.rules.holds('undeliverable-events-are-dead-letters')) return;
    this.deliveries.deadLetter(deadLetterArn, JSON.stringify(event), {
      RULE_ARN: rule.arn,
      TARGET_ARN: arn,
      ERROR_CODE: 'RESOURCE_NOT_FOUND',
      ERROR_MESSAGE: `There is no ${arn}.`,
    });
  }

  private read(patternText: string): Pattern {
    try {
      return readPattern(patternText);
    } catch (error) {
      if (!(error instanceof InvalidPattern)) throw error;
      if (this.env.rules.holds('invalid-event-patterns-are-refused')) {
        throw eventBridgeErrors.invalidPattern(error.message);
      }
      return () => false;
    }
  }
}
