import { adminClient } from '../../src/index';
import { testAws, type TestAws } from '../support/aws';

/** Input that no client of AWS would send: refused in the service's words, with nothing of it in the record. */

let test: TestAws;
beforeEach(async () => {
  test = await testAws();
});
afterEach(() => test.close());

const authorization = 'AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/x/aws4_request';
const send = async (headers: Readonly<Record<string, string>>, body: string) => {
  const response = await fetch(test.aws.url, {
    method: 'POST',
    headers: { authorization, ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
};
const ecs = (body: string) =>
  send({ 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.DescribeClusters' }, body);
const query = (version: string, parameters: Readonly<Record<string, string>>) =>
  send({}, new URLSearchParams({ Version: version, ...parameters }).toString());
const versions = { autoScaling: '2011-01-01', sns: '2010-03-31', ec2: '2016-11-15' } as const;
const record = async () => {
  const response = await fetch(`${test.aws.url}/_admin/record`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { entries: unknown[] }).entries;
};

const DEEP = 150_000;

it.each([
  ['lists', '['.repeat(DEEP) + ']'.repeat(DEEP)],
  ['objects', '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP)],
  ['a member', `{"clusters":${'['.repeat(101)}${']'.repeat(101)}}`],
  ['no JSON', '{'],
])('JSON that cannot be read, %s, is a SerializationException', async (_, body) => {
  const { status, text } = await ecs(body);
  expect({ status, type: (JSON.parse(text) as { __type: string }).__type }).toEqual({
    status: 400,
    type: 'SerializationException',
  });
  expect(await record()).toEqual([]);
});

it.each(Object.values(versions))(
  'a parameter that nests without end is a MalformedInput: version %s',
  async (version) => {
    const { status, text } = await query(version, { Action: 'X', ['A.'.repeat(DEEP) + 'A']: '1' });
    expect({ status, text }).toEqual({
      status: 400,
      text: expect.stringContaining('<Code>MalformedInput</Code>') as string,
    });
    expect(await record()).toEqual([]);
  },
);

it('the admin endpoint refuses a body that nests without end', async () => {
  const response = await fetch(`${test.aws.url}/_admin/worlds`, {
    method: 'POST',
    body: '['.repeat(DEEP) + ']'.repeat(DEEP),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ message: 'The body is nested too deeply.' });
});

const MEBIBYTE = 2 ** 20;

it('a call of more than a mebibyte is refused and not carried out', async () => {
  const input = (bytes: number) => {
    const start = '{"clusters":["';
    return `${start}${'x'.repeat(bytes - start.length - 3)}"]}`;
  };
  expect((await ecs(input(MEBIBYTE))).status).toBe(200);
  const { status, text } = await ecs(input(MEBIBYTE + 1));
  expect({ status, body: JSON.parse(text) as unknown }).toEqual({
    status: 413,
    body: {
      __type: 'RequestEntityTooLargeException',
      message: 'The request body is larger than 1048576 bytes.',
    },
  });
  const form = await query(versions.sns, { Action: 'CreateTopic', Name: 'x'.repeat(MEBIBYTE) });
  expect(form).toEqual({
    status: 413,
    text: expect.stringContaining('<Code>RequestEntityTooLarge</Code>') as string,
  });
  expect(await record()).toHaveLength(1);
});

it('the admin endpoint takes ten mebibytes and no more', async () => {
  const world = (bytes: number) => JSON.stringify({ cluster: 'demo' }).padEnd(bytes);
  const post = (body: string) => fetch(`${test.aws.url}/_admin/worlds`, { method: 'POST', body });
  const refused = await post(world(10 * MEBIBYTE + 1));
  expect(refused.status).toBe(413);
  expect(await refused.json()).toEqual({ message: 'The body is larger than 10485760 bytes.' });
  expect((await adminClient(test.aws.url).worlds()).clusters).toEqual([]);
  expect((await post(world(10 * MEBIBYTE))).status).toBe(200);
});

it.each([
  ['a control character', 'a\u0001b'],
  ['NUL', '\u0000'],
  ['a non-character', '\uFFFE'],
])('text that XML cannot have is a ValidationError: %s', async (_, Message) => {
  for (const version of Object.values(versions)) {
    const { status, text } = await query(version, { Action: 'X', Message });
    expect({ status, text }).toEqual({
      status: 400,
      text: expect.stringContaining('<Code>ValidationError</Code>') as string,
    });
  }
  const { status } = await query(versions.sns, { Action: 'CreateTopic', [`Na${Message}me`]: 'x' });
  expect(status).toBe(400);
  expect(await record()).toEqual([]);
});

it('no answer has characters that XML cannot have, whatever a world was built with', async () => {
  await adminClient(test.aws.url).createWorld({
    cluster: 'demo',
    hooks: [{ name: 'drain', notificationMetadata: 'a\u0001b\r😀\uD800' }],
  });
  const hooks = await query(versions.autoScaling, {
    Action: 'DescribeLifecycleHooks',
    AutoScalingGroupName: 'demo',
  });
  expect(hooks.text).toContain('<NotificationMetadata>a\uFFFDb&#13;😀\uFFFD</NotificationMetadata>');
  const unknown = await query(versions.sns, { Action: 'List\u0001Topics' });
  expect(unknown.text).toContain('List\uFFFDTopics');
});
