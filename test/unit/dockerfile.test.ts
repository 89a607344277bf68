import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import packageJson from '../../package.json';
import { commandOf, last, readStages, stage } from '../support/dockerfile';

const root = path.resolve(__dirname, '../..');
const stages = readStages();
const worker = stage('worker');
const earlierThan = (at: number) => stages.slice(0, at).map(({ name }) => name);

it('builds upon stages that come earlier, or upon images whose version is pinned', () => {
  expect(stages.map(({ name }) => name)).toEqual(['build', 'dependencies', 'laptop', 'worker']);
  const built = stages.filter(({ base }, at) => !earlierThan(at).includes(base));
  for (const { base } of built) expect(base).toMatch(/^node:22-[a-z]+-slim$/);
});

it('copies what is there, and what .dockerignore lets through', () => {
  const ignored = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
  const sources = stages
    .flatMap(({ copies }) => copies.filter(({ from }) => from === undefined))
    .flatMap((copy) => copy.sources);
  expect(sources).toEqual(expect.arrayContaining(['package.json', 'src', 'scripts']));
  for (const source of sources) {
    expect(existsSync(path.join(root, source))).toBe(true);
    expect(ignored).toContain(`!${source.split('/')[0] ?? ''}`);
  }
});

it('copies from stages that come earlier', () => {
  const nowhere = stages.flatMap(({ copies }, at) =>
    copies.filter(({ from }) => from !== undefined && !earlierThan(at).includes(from)),
  );
  expect(nowhere).toEqual([]);
});

it('runs what the package calls ecs-drain-worker, as a user that is not root and has a number', () => {
  expect(commandOf(last(worker, 'CMD'))).toEqual(['node', packageJson.bin['ecs-drain-worker']]);
  expect(last(worker, 'USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  const keywords = worker.instructions.map(({ keyword }) => keyword);
  expect(keywords.lastIndexOf('USER')).toBeLessThan(keywords.indexOf('CMD'));
});

it('is told to stop by what a worker stops on', () => {
  expect(last(worker, 'STOPSIGNAL')).toBe('SIGTERM');
});

it('serves where the health check asks, and opens those ports', () => {
  const set = [...last(worker, 'ENV').matchAll(/(ECS_DRAIN_\w+)=(\S+)/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  expect(set).toEqual([
    ['ECS_DRAIN_METRICS_ADDRESS', '0.0.0.0:9464'],
    ['ECS_DRAIN_HEALTH_ADDRESS', '0.0.0.0:8080'],
  ]);
  expect(last(worker, 'EXPOSE').split(' ')).toEqual(['8080', '9464']);
  expect(commandOf(last(worker, 'HEALTHCHECK')).at(-1)).toContain('ECS_DRAIN_HEALTH_ADDRESS');
});

it('has shell lines that a shell understands', () => {
  const lines = stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
  expect(lines.length).toBeGreaterThan(0);
  for (const { text } of lines) expect(spawnSync('sh', ['-n', '-c', text]).status).toBe(0);
});
