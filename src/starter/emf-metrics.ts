/**
 * Metrics as lines that CloudWatch reads out of a Lambda function's log: of each kind of message how often it had which outcome, and
 * how old its events were.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Outcome, StarterMetrics } from './host';

interface OfKind {
  readonly outcomes: Map<Outcome, number>;
  readonly agesMs: number[];
}

/** CloudWatch takes so many values of a metric in a line. */
const valuesInLine = 100;

export class EmfMetrics implements StarterMetrics {
  private readonly metrics = new Metrics({ namespace: 'EcsDrain', serviceName: 'ecs-drain-starter' });
  private readonly kinds = new Map<string, OfKind>();

  count(kind: string, outcome: Outcome): void {
    const { outcomes } = this.of(kind);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }

  eventAge(kind: string, ageMs: number): void {
    const { agesMs } = this.of(kind);
    agesMs.push(ageMs);
    if (agesMs.length === valuesInLine) this.print(kind, { outcomes: new Map(), agesMs: agesMs.splice(0) });
  }

  /** Prints what has come together: a line for each kind. */
  publish(): void {
    for (const [kind, figures] of this.kinds) this.print(kind, figures);
    this.kinds.clear();
  }

  private of(kind: string): OfKind {
    const known = this.kinds.get(kind) ?? { outcomes: new Map<Outcome, number>(), agesMs: [] };
    this.kinds.set(kind, known);
    return known;
  }

  private print(kind: string, { outcomes, agesMs }: OfKind): void {
    if (outcomes.size + agesMs.length === 0) return;
    this.metrics.addDimension('kind', kind);
    for (const [outcome, times] of outcomes) this.metrics.addMetric(outcome, MetricUnit.Count, times);
    for (const ageMs of agesMs) this.metrics.addMetric('EventAge', MetricUnit.Milliseconds, ageMs);
    this.metrics.publishStoredMetrics();
  }
}
