import { ecsErrors } from './errors';
import type { ContainerInstance } from './state';

/**
 * A filter of ListContainerInstances in the cluster query language: `subject operator argument`. The subject served
 * here is ec2InstanceId, with the operators `==`, `!=`, `in` and `not_in`.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
export function parseFilter(expression: string): (instance: ContainerInstance) => boolean {
  const match = /^\s*(\S+)\s+(==|equals|!=|not_equals|in|not_in)\s+(.+?)\s*$/.exec(expression);
  const [, subject, operator, argument = ''] = match ?? [];
  if (subject !== 'ec2InstanceId')
    throw ecsErrors.invalidParameter(`Invalid filter expression: ${expression}`);
  switch (operator) {
    case '==':
    case 'equals':
      return (instance) => instance.ec2InstanceId === argument;
    case '!=':
    case 'not_equals':
      return (instance) => instance.ec2InstanceId !== argument;
    default: {
      const ids = new Set(parseList(expression, argument));
      return (instance) => ids.has(instance.ec2InstanceId) === (operator === 'in');
    }
  }
}

function parseList(expression: string, argument: string): string[] {
  const items = /^\[(.*)\]$/.exec(argument)?.[1];
  if (items === undefined) throw ecsErrors.invalidParameter(`Invalid filter expression: ${expression}`);
  return items.split(',').map((item) => item.trim());
}
