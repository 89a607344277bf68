import { newMemory, type Memory } from '../../../../../src/domain/drain/state/memory';
import { defaultSpec } from '../../../../../src/domain/spec';
import { keysToWakeBy, wakeKeyOf } from '../../../../../src/domain/drain/schedule/wake';
import {
  aConfirmedMemory,
  aHost,
  aTask,
  definitionArn,
  ec2InstanceId,
  selfStarted,
  serviceTask,
  startedAt,
} from '../../../../support/observations';

const withTasks = (tasks: Memory['tasks'], change: Partial<Memory> = {}): Memory =>
  aConfirmedMemory({}, { containerInstance: aHost(), drainingSince: startedAt, tasks, ...change });
const isWorth = (memory: Memory, ...stopped: { readonly taskArn: string }[]): boolean =>
  keysToWakeBy(memory).some((keys) =>
    keys.every((key) => stopped.some(({ taskArn }) => wakeKeyOf(taskArn) === key)),
  );

describe('a drain that hears of stopped tasks', () => {
  const [web, api, own] = [serviceTask(), serviceTask(), selfStarted()];

  it('looks when the last task is gone, not at each', () => {
    const memory = withTasks([web, api]);
    expect(isWorth(memory, web)).toBe(false);
    expect(isWorth(memory, web, api)).toBe(true);
  });

  it('looks when only daemons are left: it is their permit', () => {
    const memory = withTasks([web, api, own]);
    expect(isWorth(memory, web, own)).toBe(false);
    expect(isWorth(memory, web, api)).toBe(true);
  });

  it('looks when the last task of the lowest order is gone', () => {
    const inOrder = (family: string, order: number) => ({
      name: family,
      match: { family },
      behavior: { kind: 'stop' as const, afterSeconds: 0, order },
    });
    const [first, second] = ['first', 'second'].map((family) =>
      aTask({ taskDefinitionArn: definitionArn(family) }),
    );
    if (!first || !second) throw new Error('two tasks');
    const taskRules = [inOrder('first', 1), inOrder('second', 2)];
    const memory = withTasks([first, second, web], { spec: { ...defaultSpec, taskRules } });
    expect(isWorth(memory, first)).toBe(true);
    expect(isWorth(memory, second)).toBe(false);
  });

  it('does not wait for what a rule leaves alone', () => {
    const alone = { name: 'alone', match: { family: 'batch' }, behavior: { kind: 'skip' as const } };
    const memory = withTasks([aTask(), web], { spec: { ...defaultSpec, taskRules: [alone] } });
    expect(isWorth(memory, web)).toBe(true);
  });

  it('looks when the last protected task is gone, before anything is DRAINING', () => {
    const protections = [{ taskArn: 'one', protectedUntil: startedAt + 1000 }];
    const memory = withTasks(undefined, { protections });
    expect(isWorth(memory)).toBe(false);
    expect(isWorth(memory, { taskArn: 'one' })).toBe(true);
  });

  it('does not look for the sake of tasks that it does not know', () => {
    expect(keysToWakeBy(withTasks([web]))).toEqual([[wakeKeyOf(web.taskArn)]]);
    expect(isWorth(withTasks([]), api)).toBe(false);
    expect(isWorth(newMemory(ec2InstanceId, startedAt), api)).toBe(false);
  });
});

it('names each set of tasks once', () => {
  const [one, two] = [serviceTask(), serviceTask()];
  expect(keysToWakeBy(withTasks([one, two]))).toEqual([[wakeKeyOf(one.taskArn), wakeKeyOf(two.taskArn)]]);
});
