import { ecsErrors } from './errors';
import { type ContainerInstance, isRunning } from './state';

/** What a subject is of an instance: a text, a number, or nothing where the instance has no such attribute. */
type Subject = (instance: ContainerInstance) => string | number | undefined;

const subjects: Readonly<Record<string, Subject>> = {
  ec2InstanceId: (instance) => instance.ec2InstanceId,
  agentConnected: ({ agentConnected }) => String(agentConnected),
  registeredAt: ({ registeredAtMs }) => registeredAtMs,
  runningTasksCount: ({ tasks }) => [...tasks].filter(isRunning).length,
};

const operators: Readonly<Record<string, string>> = {
  equals: '==',
  not_equals: '!=',
  greater_than: '>',
  greater_than_equal: '>=',
  less_than: '<',
  less_than_equal: '<=',
  not_exists: '!exists',
  not_in: '!in',
  matches: '=~',
  not_matches: '!~',
};

/**
 * A filter of ListContainerInstances in the cluster query language: one expression, `subject operator argument`.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
export function parseFilter(expression: string): (instance: ContainerInstance) => boolean {
  const [, name = '', word = '', argument = ''] = /^\s*(\S+)\s+(\S+)(?:\s+(.+?))?\s*$/.exec(expression) ?? [];
  const invalid = () => ecsErrors.invalidParameter(`Invalid filter expression: ${expression}`);
  const subject = subjectOf(name);
  const operator = operators[word] ?? word;
  if (!subject) throw invalid();
  if (operator === 'exists' || operator === '!exists') {
    return (instance) => (subject(instance) !== undefined) === (operator === 'exists');
  }
  if (argument === '') throw invalid();
  const holds = predicate(operator, name === 'registeredAt' ? String(Date.parse(argument)) : argument);
  if (!holds) throw invalid();
  return (instance) => holds(subject(instance));
}

function subjectOf(name: string): Subject | undefined {
  const attribute = /^attribute:(.+)$/.exec(name)?.[1];
  if (attribute === undefined) return Object.hasOwn(subjects, name) ? subjects[name] : undefined;
  return ({ attributes }) => {
    const found = attributes.find((each) => each.name === attribute);
    return found && (found.value ?? '');
  };
}

type Predicate = (value: string | number | undefined) => boolean;

function predicate(operator: string, argument: string): Predicate | undefined {
  switch (operator) {
    case '==':
      return (value) => String(value) === argument;
    case '!=':
      return (value) => String(value) !== argument;
    case '>':
      return (value) => Number(value) > Number(argument);
    case '>=':
      return (value) => Number(value) >= Number(argument);
    case '<':
      return (value) => Number(value) < Number(argument);
    case '<=':
      return (value) => Number(value) <= Number(argument);
    case '=~':
    case '!~': {
      const pattern = readPattern(argument);
      return pattern && ((value) => pattern.test(String(value ?? '')) === (operator === '=~'));
    }
    case 'in':
    case '!in': {
      const items = /^\[(.*)\]$/.exec(argument)?.[1];
      const set = items === undefined ? undefined : new Set(items.split(',').map((item) => item.trim()));
      return set && ((value) => set.has(String(value)) === (operator === 'in'));
    }
    default:
      return undefined;
  }
}

function readPattern(text: string): RegExp | undefined {
  try {
    return new RegExp(text);
  } catch {
    return undefined;
  }
}
