/** One entry of the log as one line. docs/observability.md has the keys, on which people's filters and alarms stand. */
import { inspect } from 'node:util';

export interface LogEntry {
  /** Of the SDK: TRACE, DEBUG, INFO, WARN or ERROR. */
  readonly level: string;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A line of JSON. What an entry carries never takes the place of the time, the level or the message. */
export function jsonLine({ level, message, at, details }: LogEntry): string {
  const head = { time: new Date(at).toISOString(), level: level.toLowerCase(), message };
  const { time: _time, level: _level, message: _message, ...rest } = withInstance(details);
  return JSON.stringify({ ...head, ...rest }, plain());
}

/** A line for people; what an error says of where it happened follows on lines of its own. */
export function textLine({ level, message, at, details }: LogEntry): string {
  const { error, ...rest } = withInstance(details);
  const said = Object.entries(rest).filter(([, value]) => value !== undefined);
  const fields = said.map(([key, value]) => `${key}=${fieldText(value)}`);
  const line = [new Date(at).toISOString(), level.padEnd(5), message, ...fields].join(' ');
  return error === undefined
    ? line
    : `${line}\n${error instanceof Error ? inspect(error) : fieldText(error)}`;
}

/** A text with line breaks is quoted: a field must not begin a new entry. */
const fieldText = (value: unknown): string =>
  typeof value === 'string' && !/[\r\n]/.test(value) ? value : JSON.stringify(value, plain());

/** A drain's id is made of its instance's: what the SDK says of the workflow is found by the instance, too. */
function withInstance(details: LogEntry['details']): Record<string, unknown> {
  const [, ec2InstanceId] = /^drain-(i-[0-9a-f]+)\./.exec(String(details['workflowId'])) ?? [];
  return ec2InstanceId === undefined ? { ...details } : { ec2InstanceId, ...details };
}

/** What JSON does not know: errors, big integers, and objects that lead back to themselves. */
function plain(): (this: unknown, key: string, value: unknown) => unknown {
  const above: unknown[] = [];
  return function (this: unknown, _key, value) {
    if (typeof value === 'bigint') return value.toString();
    if (typeof value !== 'object' || value === null) return value;
    // `this` holds the value: what lies beside or below it is not above it.
    while (above.length > 0 && above.at(-1) !== this) above.pop();
    if (above.includes(value)) return '[circular]';
    const shown = value instanceof Error ? errorFields(value) : value;
    above.push(shown);
    return shown;
  };
}

function errorFields(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause }) };
}
