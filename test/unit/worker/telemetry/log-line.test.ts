import { jsonLine, textLine } from '../../../../src/worker/telemetry/log-line';

const at = Date.UTC(2026, 0, 31, 12);
const entry = (details: Record<string, unknown>) => ({ level: 'WARN', message: 'something', at, details });
const parsed = (details: Record<string, unknown>): unknown => JSON.parse(jsonLine(entry(details)));

describe('a line of JSON', () => {
  it('begins with the time, the level and the message', () => {
    expect(jsonLine(entry({ attempt: 2 }))).toBe(
      '{"time":"2026-01-31T12:00:00.000Z","level":"warn","message":"something","attempt":2}',
    );
  });

  it('keeps its time, level and message, whatever the details are called', () => {
    expect(parsed({ time: 'never', level: 'none', message: 'another' })).toEqual({
      time: '2026-01-31T12:00:00.000Z',
      level: 'warn',
      message: 'something',
    });
  });

  it('names the instance of a drain, by the id of its workflow', () => {
    expect(parsed({ workflowId: 'drain-i-0123456789abcdef0.123456789012.eu-central-1' })).toMatchObject({
      ec2InstanceId: 'i-0123456789abcdef0',
      workflowId: 'drain-i-0123456789abcdef0.123456789012.eu-central-1',
    });
    expect(parsed({ workflowId: 'ecs-drain-sweep-1-eu' })).not.toHaveProperty('ec2InstanceId');
  });

  it('says of an error its name, message, stack and cause', () => {
    const error = new TypeError('outer', { cause: new Error('inner') });
    expect(parsed({ error })).toMatchObject({
      error: {
        name: 'TypeError',
        message: 'outer',
        stack: expect.stringContaining('log-line.test') as string,
        cause: { name: 'Error', message: 'inner' },
      },
    });
  });

  it('is one line, however many its texts have', () => {
    expect(jsonLine(entry({ error: new Error('two\nlines') }))).not.toContain('\n');
  });

  it('takes what JSON does not know: big integers, what leads back to itself, nothing', () => {
    const loop: Record<string, unknown> = { count: 3n, nothing: undefined };
    loop['self'] = loop;
    const twice = { a: 1 };
    expect(parsed({ loop, pair: [twice, twice] })).toMatchObject({
      loop: { count: '3', self: '[circular]' },
      pair: [{ a: 1 }, { a: 1 }],
    });
  });
});

it('a line of text stays one where a field has several', () => {
  expect(textLine(entry({ reason: 'all is well\n2026 ERROR forged' })).split('\n')).toHaveLength(1);
});

it('a line of text has the same for people, and an error below it', () => {
  const [first, ...rest] = textLine(entry({ attempt: 2, error: new Error('outer') })).split('\n');
  expect(first).toBe('2026-01-31T12:00:00.000Z WARN  something attempt=2');
  expect(rest[0]).toBe('Error: outer');
});
