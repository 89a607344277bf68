import type { Pattern } from './pattern';

export interface Target {
  readonly id: string;
  /** ARN of a Lambda function or of an SQS queue. */
  readonly arn: string;
  readonly deadLetterArn: string | undefined;
  /** Kept and answered: nothing here fails for a while. */
  readonly retryPolicy: object | undefined;
}

export interface EventRule {
  readonly name: string;
  readonly arn: string;
  description: string | undefined;
  /** As given. */
  patternText: string;
  pattern: Pattern;
  state: 'ENABLED' | 'DISABLED';
  readonly targets: Map<string, Target>;
}
