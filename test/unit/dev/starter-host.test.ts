import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(__dirname, '../../..');

let host: ChildProcess;
let url: string;

beforeAll(async () => {
  // The starter fails where it would reach for Temporal: nobody keeps the secret.
  const env = {
    ...process.env,
    STARTER_PORT: '0',
    TEMPORAL_API_KEY_ARN: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:temporal-AbCdEf',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'STARTER',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  const child = spawn(
    process.execPath,
    ['--require', require.resolve('tsx/cjs'), path.join(root, 'dev/starter-host.ts')],
    {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  host = child;
  const line = await new Promise<string>((resolve) => createInterface(child.stderr).once('line', resolve));
  url = `http://127.0.0.1:${/\d+$/.exec(line)?.[0] ?? line}`;
}, 20_000);

afterAll(() => host.kill('SIGKILL'));

const invoke = (body: string) =>
  fetch(`${url}/2015-03-31/functions/function/invocations`, { method: 'POST', body });

it("answers what the starter's handler answers", async () => {
  const response = await invoke(JSON.stringify({ Records: [] }));
  await expect(response.json()).resolves.toEqual({
    started: [],
    stayedCancelled: [],
    woken: [],
    ignored: 0,
    malformed: 0,
  });
});

it('describes the error as Lambda does when the handler throws', async () => {
  const message = {
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    AutoScalingGroupName: 'web',
    LifecycleHookName: 'drain',
    LifecycleActionToken: 'bcd2f1b8-9a78-44d3-8a7a-4dd07d7cf635',
    EC2InstanceId: 'i-0123456789abcdef0',
  };
  const sns = { TopicArn: 'arn:aws:sns:eu-west-1:123456789012:drains', Message: JSON.stringify(message) };
  const response = await invoke(JSON.stringify({ Records: [{ Sns: sns }] }));
  expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
  await expect(response.json()).resolves.toMatchObject({
    errorType: 'AggregateError',
    errorMessage: expect.stringContaining('TEMPORAL_API_KEY_ARN: cannot read') as unknown,
  });
});

it('refuses an event that is not JSON', async () => {
  expect((await invoke('{')).status).toBe(400);
});

it('serves nothing else', async () => {
  expect((await fetch(url)).status).toBe(404);
});

it('ends on SIGTERM', async () => {
  host.kill('SIGTERM');
  await expect(once(host, 'exit')).resolves.toEqual([0, null]);
});
