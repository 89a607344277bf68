import type { LambdaFunctions } from './lambda/functions';
import type { MessageAttribute, MessageAttributes } from './sqs/state';
import type { Sqs } from './sqs/sqs';

/** Which service an ARN is of. */
export const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';

/** Functions and queues by their ARN, for what delivers to either. */
export class Deliveries {
  constructor(
    private readonly lambda: LambdaFunctions,
    private readonly sqs: Sqs,
  ) {}

  isThere(arn: string): boolean {
    return serviceOf(arn) === 'sqs' ? this.sqs.queues.has(arn) : this.lambda.has(arn);
  }

  /** Invokes a function asynchronously. */
  invoke(functionArn: string, event: unknown): void {
    this.lambda.invokeAsync(functionArn, event);
  }

  /** A queue that is not there takes nothing. */
  send(queueArn: string, body: string, attributes: MessageAttributes = {}): void {
    const queue = this.sqs.queues.get(queueArn);
    if (queue) this.sqs.send(queue, body, { attributes });
  }

  /** What could not be delivered, with why as its attributes. A queue that is not there takes nothing. */
  deadLetter(queueArn: string, body: string, why: Readonly<Record<string, string>>): void {
    const attributes: Record<string, MessageAttribute> = {};
    for (const [name, text] of Object.entries(why))
      attributes[name] = { DataType: 'String', StringValue: text };
    this.send(queueArn, body, attributes);
  }
}
