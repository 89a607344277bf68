import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { sayThatSkipped } from '../../../scripts/skipped';
import { loadWorkerConfig } from '../../../src/config/worker-config';
import { commandsOfPackage } from '../../support/deploy/package-commands';

const folder = join(__dirname, '../../../deploy/systemd');
const path = join(folder, 'ecs-drain-worker.service');

/** A unit's settings; the last of a name counts. */
const unit = Object.fromEntries(
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z]\w*=/.test(line))
    .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);
const config = loadWorkerConfig(parseEnv(readFileSync(join(folder, 'worker.env'), 'utf8')));

it('a worker has ended before systemd kills it, and is started again whatever ended it', () => {
  expect(unit).toMatchObject({ Restart: 'always', StartLimitIntervalSec: '0', KillSignal: 'SIGTERM' });
  expect(Number(unit['TimeoutStopSec'])).toBeGreaterThanOrEqual(config.shutdownGraceSeconds + 10);
});

it('a unit runs a program that the package has', () => {
  const [env, program = ''] = unit['ExecStart']?.split(' ') ?? [];
  expect(env).toBe('/usr/bin/env');
  expect(commandsOfPackage()).toContain(program);
});

it('the example of its settings is understood, and touches nothing yet', () => {
  expect(config.spec.mode).toBe('shadow');
  expect(unit['EnvironmentFile']).toBe('/etc/ecs-drain/worker.env');
});

const { stdout, error } = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' });
const [, version = '0'] = /^systemd (\d+)/.exec(error === undefined ? stdout : '') ?? [];
/** The first that judges a unit that is not installed. */
const isAtHand = Number(version) >= 250;
if (!isAtHand)
  sayThatSkipped('the systemd unit with systemd-analyze', 'there is none of version 250 or later');

(isAtHand ? describe : describe.skip)('systemd', () => {
  it('finds nothing wrong with the unit, and little that it is exposed to', () => {
    const analyze = (...args: string[]) =>
      spawnSync('systemd-analyze', [...args, path], { encoding: 'utf8' });
    const { status, stderr } = analyze('verify');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(analyze('security', '--offline=yes', '--threshold=20').status).toBe(0);
  });
});
