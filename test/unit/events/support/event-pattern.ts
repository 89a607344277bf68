import { isObject } from '../../../../src/events/read-object';

/**
 * As much of EventBridge's patterns as the docs use: values, `exists` and `prefix`.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matches(pattern: object, value: unknown): boolean {
  return Object.entries(pattern).every(([key, wanted]: [string, unknown]) => {
    const found = isObject(value) ? value[key] : undefined;
    return Array.isArray(wanted)
      ? wanted.some((rule) => fits(rule, found))
      : matches(wanted as object, found); // a pattern is lists, and objects of patterns
  });
}

function fits(rule: unknown, found: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return rule === found;
  const operators: [string, unknown][] = Object.entries(rule);
  const [operator, operand] = operators[0] ?? ['', undefined];
  switch (operator) {
    case 'exists':
      return (found !== undefined) === operand;
    case 'prefix':
      return typeof found === 'string' && found.startsWith(String(operand));
    default:
      throw new Error(`an operator that nothing here knows: ${operator}`);
  }
}
