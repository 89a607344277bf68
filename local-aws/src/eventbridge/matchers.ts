/**
 * The comparisons of event patterns.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */

/** Whether one value of an event fits. A field that is absent has no value. */
export type Matcher =
  | { readonly kind: 'exists'; readonly wanted: boolean }
  | { readonly kind: 'value'; readonly fits: (value: unknown) => boolean };

/** A pattern that is none, and why. */
export class InvalidPattern extends Error {}

type Scalar = string | number | boolean | null;

const isScalar = (value: unknown): value is Scalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

const onText =
  (fits: (text: string) => boolean) =>
  (value: unknown): boolean =>
    typeof value === 'string' && fits(value);

const value = (fits: (value: unknown) => boolean): Matcher => ({ kind: 'value', fits });

/** One item of a list of a pattern: a value, or an operator with its operand. @throws InvalidPattern */
export function readMatcher(item: unknown): Matcher {
  if (isScalar(item)) return value((each) => each === item);
  const [name, operand] = readOperator(item);
  if (name === 'exists') {
    if (typeof operand !== 'boolean')
      throw new InvalidPattern('exists match pattern must be either true or false.');
    return { kind: 'exists', wanted: operand };
  }
  if (name === 'anything-but') {
    const isExcluded = readExcluded(operand);
    return value((each) => isScalar(each) && !isExcluded(each));
  }
  if (name === 'numeric') return value(readNumeric(operand));
  return value(readText(name, operand));
}

function readOperator(item: unknown): readonly [name: string, operand: unknown] {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw new InvalidPattern('Match value must be String, number, true, false, or null');
  }
  const [entry, ...more] = Object.entries(item);
  if (!entry || more.length > 0) throw new InvalidPattern('Only one key allowed in match expression');
  return entry;
}

/** prefix, suffix, equals-ignore-case and wildcard. */
function readText(name: string, operand: unknown): (value: unknown) => boolean {
  switch (name) {
    case 'prefix':
    case 'suffix': {
      const ignoresCase = ignoreCaseOperand(operand);
      const wanted = text(name, ignoresCase ?? operand);
      const isEnd = (each: string): boolean =>
        name === 'prefix' ? each.startsWith(wanted) : each.endsWith(wanted);
      if (ignoresCase === undefined) return onText(isEnd);
      const folded = wanted.toLowerCase();
      return onText((each) => {
        const lower = each.toLowerCase();
        return name === 'prefix' ? lower.startsWith(folded) : lower.endsWith(folded);
      });
    }
    case 'equals-ignore-case': {
      const wanted = text(name, operand).toLowerCase();
      return onText((each) => each.toLowerCase() === wanted);
    }
    case 'wildcard':
      return onText(readWildcard(text(name, operand)));
    default:
      throw new InvalidPattern(`Unrecognized match type ${name}`);
  }
}

/** `{ "prefix": { "equals-ignore-case": "x" } }` */
function ignoreCaseOperand(operand: unknown): unknown {
  if (typeof operand !== 'object' || operand === null) return undefined;
  const [name, inner] = readOperator(operand);
  return name === 'equals-ignore-case' ? inner : undefined;
}

function text(name: string, operand: unknown): string {
  if (typeof operand === 'string') return operand;
  throw new InvalidPattern(`${name} match pattern must be a string`);
}

/** A star is any characters; `\*` is a star itself. */
function readWildcard(pattern: string): (text: string) => boolean {
  if (/(^|[^\\])\*\*/.test(pattern))
    throw new InvalidPattern('Consecutive wildcard characters are not allowed');
  const parts = pattern.split(/(\\\*|\\\\|\*)/).map((part) => {
    if (part === '*') return '[^]*';
    const literal = part === '\\*' ? '*' : part === '\\\\' ? '\\' : part;
    return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  const expression = new RegExp(`^${parts.join('')}$`);
  return (each) => expression.test(each);
}

/** A value, a list of values, or an operator on text with one operand or a list of them. */
function readExcluded(operand: unknown): (value: unknown) => boolean {
  if (isScalar(operand)) return (each) => each === operand;
  if (Array.isArray(operand)) {
    const values: readonly unknown[] = operand;
    if (values.length === 0 || !values.every(isScalar)) {
      throw new InvalidPattern('Inside anything-but list, only values are allowed.');
    }
    return (each) => values.some((one) => one === each);
  }
  const [name, inner] = readOperator(operand);
  const all: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
  if (all.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  const tests = all.map((one) => readText(name, one));
  return (each) => tests.some((fits) => fits(each));
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `["=", 5]` or a range: `[">", 0, "<=", 5]` */
function readNumeric(operand: unknown): (value: unknown) => boolean {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
  if (parts.length !== 2 && parts.length !== 4) {
    throw new InvalidPattern('Value of numeric must be an array of one or two comparisons.');
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let n = 0; n < parts.length; n += 2) {
    const [name, bound] = [parts[n], parts[n + 1]];
    const compare = typeof name === 'string' ? comparisons[name] : undefined;
    if (!compare || typeof bound !== 'number')
      throw new InvalidPattern(`Unrecognized numeric range operator: ${String(name)}`);
    tests.push((each) => compare(each, bound));
  }
  return (each) => typeof each === 'number' && tests.every((fits) => fits(each));
}
