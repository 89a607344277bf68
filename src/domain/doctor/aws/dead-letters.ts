import { found, notChecked, ok, type Finding } from '../finding';
import type { AwsFacts, QueueFacts } from './facts';
import { formatCallError } from './call-error';

export const deadLetterFindings = ({
  deadLetterQueues,
}: Pick<AwsFacts, 'deadLetterQueues'>): readonly Finding[] =>
  deadLetterQueues.length === 0
    ? [notChecked('dead-letters', 'ECS_DRAIN_DEAD_LETTER_QUEUES names no queue')]
    : deadLetterQueues.map(findingOf);

function findingOf({ url, messages }: QueueFacts): Finding {
  if (messages.kind === 'unknown')
    return notChecked('dead-letters', formatCallError(messages.callError), url);
  if (messages.value === null) return found('dead-letter-queue-missing', 'SQS does not know it', url);
  return messages.value === 0
    ? ok('dead-letters', `${url} is empty`)
    : found('dead-letters', `it has about ${messages.value} messages`, url);
}
