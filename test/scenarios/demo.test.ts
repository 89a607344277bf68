/** The demo, as an operator and as CI run it. */
import type { DemoJson } from '../../dev/demo/summary';
import { portsIn, startDemo, untilRefused } from '../support/demo-process';

jest.setTimeout(150_000);

it('prints one JSON object on standard output, exits 0 and leaves nothing running', async () => {
  const { exitCode, stdout, stderr } = await startDemo('--json').ended;

  // What it said comes along where the exit code is not what it should be.
  expect(`${exitCode}${exitCode === 0 ? '' : stderr}`).toBe('0');
  const json = JSON.parse(stdout) as DemoJson; // as documented, and checked here
  expect(json).toMatchObject({ drained: 1, cutShort: 0, hooksCompleted: 1, hooksExpired: 0 });
  expect(json.awsCalls).toMatchObject({
    'autoscaling.CompleteLifecycleAction': 1,
    'ecs.StopTask': 1,
    'ecs.UpdateContainerInstancesState': 1,
  });
  expect(json.awsCalls['autoscaling.RecordLifecycleActionHeartbeat']).toBeGreaterThanOrEqual(2);
  expect(json.releaseLatencyMs?.p99).toBeGreaterThanOrEqual(0);
  expect(json.uiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
  expect(Object.keys(json)).toHaveLength(7);
  expect(stderr).not.toContain('\u001b');
  const ports = portsIn(stderr);
  expect(ports).toHaveLength(2);
  await Promise.all(ports.map(untilRefused));
});

it('stops everything it started at Ctrl-C in the middle of a drain', async () => {
  const demo = startDemo('--json');
  await demo.untilSays('set to DRAINING');
  demo.ctrlC();
  const { exitCode, stdout, stderr } = await demo.ended;

  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
  const ports = portsIn(stderr);
  expect(ports).toHaveLength(2);
  await Promise.all(ports.map(untilRefused));
});

it.each([
  ['a flag that there is not', ['--colour'], "Unknown option '--colour'"],
  ['a number that cannot be', ['--instances', '0'], '--instances takes a whole number from 1 to 50'],
  ['npm without its --', ['5'], 'Flags come after --'],
])('refuses %s with exit code 2', async (_, flags, problem) => {
  const { exitCode, stdout, stderr } = await startDemo(...flags).ended;

  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(problem);
});
