import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { useTestAws } from '../support/aws';
import { refusal } from '../support/errors';
import { allow, roleWith } from '../support/iam';

// A process that compiles itself as it starts takes its time on a busy machine.
jest.setTimeout(30_000);

const ask = async (aws: { readonly url: string }, method: string, path: string, body?: object) => {
  const answer = await fetch(`${aws.url}/_admin${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
};

describe('principals over the admin endpoint', () => {
  const test = useTestAws({ iam: {} });

  it('come, are listed, and go', async () => {
    const role = roleWith(allow('ecs:ListClusters'));
    expect((await ask(test.aws, 'POST', '/principals', role)).status).toBe(200);
    expect((await test.ecs.send(new ListClustersCommand({}))).clusterArns).toEqual([]);
    expect((await ask(test.aws, 'GET', '/principals')).body).toEqual({
      principals: [{ arn: 'arn:aws:iam::123456789012:role/worker', accessKeyIds: ['AKIATEST'] }],
    });

    expect((await ask(test.aws, 'DELETE', '/principals/worker')).status).toBe(200);
    expect((await refusal(test.ecs.send(new ListClustersCommand({})))).name).toBe(
      'UnrecognizedClientException',
    );
    expect((await ask(test.aws, 'DELETE', '/principals/worker')).status).toBe(404);
  });

  it('are refused with what is not understood, by its place', async () => {
    const statement = allow('ecs:StopTask', { Condition: { DateLessThan: { 'aws:CurrentTime': 'x' } } });
    const { status, body } = await ask(test.aws, 'POST', '/principals', roleWith(statement));
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('policies.0.Statement.0.Condition');
    expect(JSON.stringify(body)).toContain('operator DateLessThan');
  });
});

describe('principals where anybody may call anything', () => {
  const test = useTestAws();

  it('are refused', async () => {
    expect((await ask(test.aws, 'POST', '/principals', roleWith())).status).toBe(409);
  });
});

describe('--iam', () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-aws-iam-'));
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  const run = (principals: unknown) => {
    const file = join(folder, 'principals.json');
    writeFileSync(file, JSON.stringify(principals));
    const main = join(__dirname, '../../src/main.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', main, '--port', '0', '--iam', file], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  };

  it('has calls need the permission of the principals in a file', async () => {
    const child = run([roleWith(allow('ecs:Describe*'))]);
    const [line] = (await once(child.stdout, 'data')) as [Buffer]; // Node's own contract
    const endpoint = /http:\/\/\S+:\d+/.exec(line.toString())?.[0] ?? '';
    const ecs = new ECSClient({
      endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
      maxAttempts: 1,
    });
    expect((await refusal(ecs.send(new ListClustersCommand({})))).name).toBe('AccessDeniedException');
    ecs.destroy();
  });

  it('does not start with a file that is not understood', async () => {
    const child = run([{ kind: 'role', name: 'worker', policies: [{ Statement: { Effect: 'Maybe' } }] }]);
    const [errors] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(child.exitCode).toBe(1);
    expect(errors).toContain('policies[0].Statement[0].Effect');
  });
});
