import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Way } from '../../../../dev/temporal/find-executable';
import { temporalServerWays } from '../../../../dev/temporal/temporal-server-ways';
import { timeSkippingServerWays } from '../../../../dev/temporal/time-skipping-server-ways';

const VERSION = 'temporal version 1.6.0 (Server 1.30.0, UI 2.45.0)';

let folder: string;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ecs-drain-ways-'));
  await mkdir(path.join(folder, 'bin'));
  env = { PATH: path.join(folder, 'bin'), XDG_CACHE_HOME: path.join(folder, 'cache') };
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const surroundings = () => ({ env, progress: () => undefined });

/** Puts a program with this shell script on the PATH that the ways see. */
async function program(name: string, script: string): Promise<string> {
  const file = path.join(folder, 'bin', name);
  await writeFile(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`, { mode: 0o755 });
  return file;
}

function named(ways: readonly Way[], name: string): Way {
  const way = ways.find((each) => each.name === name);
  if (way === undefined) throw new Error(`no way is called ${name}`);
  return way;
}

it('looks for the Temporal server in the documented order', () => {
  expect(temporalServerWays(surroundings()).map(({ name }) => name)).toEqual([
    'ECS_DRAIN_TEMPORAL_SERVER',
    '`temporal` on the PATH',
    'the cache',
    "the Temporal SDK's download",
    '`go install`',
  ]);
});

it('looks for the time-skipping server in the documented order', () => {
  expect(timeSkippingServerWays(surroundings()).map(({ name }) => name)).toEqual([
    'ECS_DRAIN_TIME_SKIPPING_SERVER',
    'the cache',
    "the Temporal SDK's download",
    'Maven and Java',
  ]);
});

describe('an environment variable', () => {
  const check = () => named(temporalServerWays(surroundings()), 'ECS_DRAIN_TEMPORAL_SERVER').find();

  it('is passed over when it is not set', async () => {
    await expect(check()).resolves.toEqual({ kind: 'not-found', reason: 'not set' });
  });

  it('names the executable', async () => {
    env.ECS_DRAIN_TEMPORAL_SERVER = await program('mine', '');
    await expect(check()).resolves.toEqual({ kind: 'found', path: env.ECS_DRAIN_TEMPORAL_SERVER });
  });

  it('is wrong when it leads nowhere', async () => {
    env.ECS_DRAIN_TEMPORAL_SERVER = path.join(folder, 'nothing');
    await expect(check()).resolves.toMatchObject({ kind: 'invalid' });
  });

  it('is wrong when the file is not executable', async () => {
    env.ECS_DRAIN_TEMPORAL_SERVER = path.join(folder, 'text');
    await writeFile(env.ECS_DRAIN_TEMPORAL_SERVER, '');
    await expect(check()).resolves.toMatchObject({ kind: 'invalid' });
  });

  it('is wrong when it names a folder', async () => {
    env.ECS_DRAIN_TEMPORAL_SERVER = folder;
    await expect(check()).resolves.toMatchObject({ kind: 'invalid' });
  });
});

describe('`temporal` on the PATH', () => {
  const check = () => named(temporalServerWays(surroundings()), '`temporal` on the PATH').find();

  it('is used when its version names a server', async () => {
    const file = await program('temporal', `echo "${VERSION}"`);
    await expect(check()).resolves.toEqual({ kind: 'found', path: file });
  });

  it('is passed over when it has no server in it', async () => {
    await program('temporal', 'echo "temporal, a clock"');
    await expect(check()).resolves.toMatchObject({
      kind: 'not-found',
      reason: expect.stringContaining('temporal, a clock') as unknown,
    });
  });

  it('fails with what it has written when it cannot say its version', async () => {
    await program('temporal', 'echo "no such library" >&2; exit 127');
    await expect(check()).rejects.toThrow(/exited with 127\n\s+no such library/);
  });

  it('is passed over when there is none', async () => {
    await expect(check()).resolves.toEqual({ kind: 'not-found', reason: 'there is none' });
  });
});

describe('`go install`', () => {
  const check = () => named(temporalServerWays(surroundings()), '`go install`').find();
  const cached = () => named(temporalServerWays(surroundings()), 'the cache').find();

  it('builds into the cache, where the next run finds it', async () => {
    await program('go', 'printf "#!/bin/sh\\n" > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"');
    const file = path.join(folder, 'cache/ecs-drain/temporal-cli-1.5.1/temporal');
    await expect(cached()).resolves.toMatchObject({ kind: 'not-found' });
    await expect(check()).resolves.toEqual({ kind: 'found', path: file });
    await expect(cached()).resolves.toEqual({ kind: 'found', path: file });
  });

  it('fails with what go has written and leaves nothing behind', async () => {
    await program('go', 'echo "half" > "$GOBIN/temporal"; echo "no space left" >&2; exit 1');
    await expect(check()).rejects.toThrow(/go exited with 1\n\s+no space left/);
    await expect(readdir(path.join(folder, 'cache/ecs-drain'))).resolves.toEqual([]);
  });

  it('says so when go is not installed', async () => {
    await expect(check()).rejects.toThrow('go is not installed');
  });
});

describe('Maven and Java', () => {
  const check = () => named(timeSkippingServerWays(surroundings()), 'Maven and Java').find();

  it('makes a script that runs the server with what Maven has fetched', async () => {
    await program('java', '');
    await program('mvn', 'mkdir lib && grep -q temporal-test-server pom.xml');
    await expect(check()).resolves.toEqual({
      kind: 'found',
      path: path.join(folder, 'cache/ecs-drain/temporal-test-server-1.38.0/temporal-test-server'),
    });
  });

  it('does not ask Maven when there is no Java to run the server', async () => {
    await expect(check()).rejects.toThrow('java is not installed');
  });
});

it('finds what the SDK has downloaded before, but no download that is not complete', async () => {
  const ways = temporalServerWays(surroundings());
  const cache = path.join(folder, 'cache/ecs-drain/temporal-cli-sdk-1.24.0');
  await mkdir(cache, { recursive: true });
  await writeFile(path.join(cache, 'a.downloading'), '', { mode: 0o755 });
  await writeFile(path.join(cache, 'temporal-sdk-typescript-1.24.0'), '', { mode: 0o755 });
  await expect(named(ways, "the Temporal SDK's download").find()).resolves.toEqual({
    kind: 'found',
    path: path.join(cache, 'temporal-sdk-typescript-1.24.0'),
  });
});
