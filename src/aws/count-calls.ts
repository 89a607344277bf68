/** What becomes of each call of AWS: told once an attempt, also of those that the SDK makes anew. */
import { isDenialCode } from '../domain/denial';
import type { AwsClients } from './clients';
import type { Next } from './middleware';
import { wasAnswered } from './call-error';

export type CallOutcome = 'ok' | 'throttled' | 'denied' | 'failed' | 'unanswered';

export interface CountedCall {
  /** As in the action's name in IAM: `ecs`, `autoscaling`. */
  readonly service: string;
  readonly operation: string;
  readonly outcome: CallOutcome;
}

/** In the last step and outermost there: an attempt that was signed, with its answer understood. */
const roundTheCall = { step: 'deserialize', priority: 'high', name: 'countCalls' } as const;

export function countCalls(
  { ecs, autoScaling, ec2, sns, sqs, sts }: AwsClients,
  record: (call: CountedCall) => void,
): void {
  const counting =
    (service: string) =>
    <A, R>(next: Next<A, R>, { commandName = '' }: { readonly commandName?: string }): Next<A, R> =>
    async (args) => {
      const operation = commandName.replace(/Command$/, '');
      try {
        const result = await next(args);
        record({ service, operation, outcome: 'ok' });
        return result;
      } catch (error) {
        record({ service, operation, outcome: outcomeOf(error) });
        throw error;
      }
    };
  ecs.middlewareStack.add(counting('ecs'), roundTheCall);
  autoScaling.middlewareStack.add(counting('autoscaling'), roundTheCall);
  ec2.middlewareStack.add(counting('ec2'), roundTheCall);
  sns.middlewareStack.add(counting('sns'), roundTheCall);
  sqs.middlewareStack.add(counting('sqs'), roundTheCall);
  sts.middlewareStack.add(counting('sts'), roundTheCall);
}

/**
 * AWS's services have more than one word for it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const throttled = /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown)/;

function outcomeOf(error: unknown): CallOutcome {
  if (!(error instanceof Error)) return 'failed';
  if (throttled.test(error.name)) return 'throttled';
  if (isDenialCode(error.name)) return 'denied';
  return wasAnswered(error) ? 'failed' : 'unanswered';
}
