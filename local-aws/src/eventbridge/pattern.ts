import { parseJson } from '../json';
import { InvalidPattern, type Matcher, readMatcher } from './matchers';

export { InvalidPattern } from './matchers';

/** Whether an event, or an object in it, fits; undefined is one that is absent. */
export type Pattern = (event: unknown) => boolean;

/**
 * Reads an event pattern: every field that it names must fit, in an event that may have more.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 * @throws InvalidPattern, which says why
 */
export function readPattern(patternText: string): Pattern {
  const parsed = parseJson(patternText);
  if (!parsed.ok) throw new InvalidPattern(`The pattern is ${parsed.why}.`);
  return readFields(parsed.value);
}

function readFields(pattern: unknown): Pattern {
  if (!isObject(pattern)) throw new InvalidPattern('Filter is not an object');
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new InvalidPattern('Empty objects are not allowed');
  const fields = entries.map(([name, wanted]) =>
    name === '$or' ? readAlternatives(wanted) : ofField(name, readField(name, wanted)),
  );
  return (event) => fields.every((fits) => fits(event));
}

/** At least two patterns, one of which must fit. */
function readAlternatives(wanted: unknown): Pattern {
  if (!Array.isArray(wanted) || wanted.length < 2) {
    throw new InvalidPattern('$or must be an array of at least two objects.');
  }
  const alternatives = wanted.map(readFields);
  return (event) => alternatives.some((fits) => fits(event));
}

const ofField =
  (name: string, fits: Pattern): Pattern =>
  (event) =>
    fits(isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined);

function readField(name: string, wanted: unknown): Pattern {
  if (Array.isArray(wanted)) {
    if (wanted.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
    const matchers = wanted.map(readMatcher);
    return (value) => matchers.some((matcher) => matches(matcher, value));
  }
  if (!isObject(wanted)) throw new InvalidPattern(`"${name}" must be an object or an array`);
  const nested = readFields(wanted);
  // Of a list of objects, one must fit in all of its fields.
  return (value) => (Array.isArray(value) ? value.some(nested) : nested(value));
}

/** Of a list of values, one must fit. `exists` is about values, not about objects that have some. */
function matches(matcher: Matcher, value: unknown): boolean {
  if (matcher.kind === 'exists') return (value !== undefined && !isObject(value)) === matcher.wanted;
  return Array.isArray(value) ? value.some(matcher.fits) : matcher.fits(value);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
