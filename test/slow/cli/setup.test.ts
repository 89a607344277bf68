import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTemporalServer, type TemporalServer } from '../../../dev/temporal/temporal-server';
import { indexedTypes, searchAttributeNames } from '../../../src/temporal/setup/search-attributes';
import { startCli, unhurriedMs, type EndedCli } from '../../support/cli-process';

jest.setTimeout(unhurriedMs);

const accountRegion = { ECS_DRAIN_ACCOUNT_ID: '123456789012', AWS_REGION: 'eu-central-1' };
const instance = 'i-0123456789abcdef0';

describe('ecs-drain and a namespace that nobody set up', () => {
  let server: TemporalServer;
  beforeAll(async () => {
    server = await startTemporalServer();
  });
  afterAll(() => server.stop());

  const cli = (args: string[], env: Record<string, string> = {}) =>
    startCli(args, { env: { TEMPORAL_ADDRESS: server.address, ...accountRegion, ...env } }).ended;

  it('says what is missing until setup has added it, once', async () => {
    const start = ['start', instance, '--reason', 'a test'];
    for (const args of [start, ['list', '--cluster', 'web']]) {
      const refused = await cli(args);
      expect(refused).toMatchObject({ exitCode: 8, stdout: '' });
      expect(refused.stderr).toContain('run `ecs-drain setup` once');
    }

    const first = await cli(['setup', '--json']);
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toEqual({
      namespace: 'default',
      added: searchAttributeNames,
      already: [],
    });
    const { customAttributes } = await server.client.connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    expect(customAttributes).toMatchObject(indexedTypes);

    const second = await cli(['setup']);
    expect(second.stdout.match(/was there$/gm)).toHaveLength(searchAttributeNames.length);
    expect((await cli(start)).exitCode).toBe(0);
    // No worker is there to ask, and the drain is listed all the same; whatever a group's name holds.
    const found = await cli(['list', '--trigger', 'operator-request']);
    expect(found.stdout).toMatch(/^i-0123456789abcdef0 +unknown +starting +- .* no worker answers$/m);
    const odd = await cli(['list', '--group', `it's "odd" \\ 💧`, '--account', '123456789012']);
    expect(odd).toEqual({ exitCode: 0, stdout: 'no drains\n', stderr: '' });
  });

  it('the views in docs/cli.md are queries that Temporal takes', async () => {
    await cli(['setup']);
    const page = readFileSync(join(__dirname, '../../../docs/cli.md'), 'utf8');
    const queries = [...page.matchAll(/^\|.*\| `(.*)` +\|$/gm)].map(([, query = '']) => query);
    expect(queries.length).toBeGreaterThan(5);
    for (const query of queries) {
      const { count } = await server.client.workflow.count(
        query.replace(/<an hour ago>/, new Date().toISOString()),
      );
      expect(count).toBeGreaterThanOrEqual(0);
    }
  });

  it('names a namespace that is not there', async () => {
    const refused = await cli(['list'], { TEMPORAL_NAMESPACE: 'nowhere' });
    expect(refused).toMatchObject({ exitCode: 3, stdout: '' });
    expect(refused.stderr).toBe(
      `Temporal at ${server.address} has no namespace nowhere (TEMPORAL_NAMESPACE)\n`,
    );
  });
});

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const began = Date.now();
  await work();
  return Date.now() - began;
}

describe('ecs-drain', () => {
  it('names the address of a Temporal that it cannot reach, within ten seconds', async () => {
    // What a process needs to start on a machine this busy is not the waiting.
    const startMs = await msOf(() => startCli(['--help']).ended);
    let refused: EndedCli | undefined;
    const tookMs = await msOf(async () => {
      refused = await startCli(['list'], { env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } }).ended;
    });
    expect(refused).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'cannot reach Temporal at 127.0.0.1:1 (TEMPORAL_ADDRESS)\n',
    });
    expect(tookMs - startMs).toBeLessThan(10_000);
  });

  it('names every setting that is not usable, and sends nothing', async () => {
    const env = { ECS_DRAIN_ACCOUNT_ID: '12', AWS_REGION: 'here', ECS_DRAIN_UI_URL: 'there' };
    const refused = await startCli(['list'], { env }).ended;
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    for (const name of Object.keys(env)) expect(refused.stderr).toContain(`${name}:`);
  });
});
