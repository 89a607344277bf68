import type { Task } from '../../../../../src/domain/drain/observation/observation';
import { newDrainState, type DrainState } from '../../../../../src/domain/drain/state/drain-state';
import { defaultSpec } from '../../../../../src/domain/spec';
import { keysToWakeBy, wakeKeyOf } from '../../../../../src/domain/drain/schedule/wake';
import {
  aConfirmedState,
  aTask,
  definitionArn,
  ec2InstanceId,
  selfStarted,
  serviceTask,
  startedAt,
  withListing,
  aRegistration,
} from '../../../../support/observations';

const withTasks = (tasks: readonly Task[], change: Partial<DrainState> = {}): DrainState =>
  aConfirmedState({}, { host: withListing(tasks), ...change });
const isWorth = (state: DrainState, ...stopped: { readonly taskArn: string }[]): boolean =>
  keysToWakeBy(state).some((keys) =>
    keys.every((key) => stopped.some(({ taskArn }) => wakeKeyOf(taskArn) === key)),
  );

describe('a drain that hears of stopped tasks', () => {
  const [web, api, own] = [serviceTask(), serviceTask(), selfStarted()];

  it('looks when the last task is gone, not at each', () => {
    const state = withTasks([web, api]);
    expect(isWorth(state, web)).toBe(false);
    expect(isWorth(state, web, api)).toBe(true);
  });

  it('looks when only daemons are left: it is their permit', () => {
    const state = withTasks([web, api, own]);
    expect(isWorth(state, web, own)).toBe(false);
    expect(isWorth(state, web, api)).toBe(true);
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
    const state = withTasks([first, second, web], { spec: { ...defaultSpec, taskRules } });
    expect(isWorth(state, first)).toBe(true);
    expect(isWorth(state, second)).toBe(false);
  });

  it('does not wait for what a rule leaves alone', () => {
    const alone = { name: 'alone', match: { family: 'batch' }, behavior: { kind: 'skip' as const } };
    const state = withTasks([aTask(), web], { spec: { ...defaultSpec, taskRules: [alone] } });
    expect(isWorth(state, web)).toBe(true);
  });

  it('looks when the last protected task is gone, before anything is DRAINING', () => {
    const protections = [{ taskArn: 'one', protectedUntil: startedAt + 1000 }];
    const state = aConfirmedState({}, { host: aRegistration({ protections }) });
    expect(isWorth(state)).toBe(false);
    expect(isWorth(state, { taskArn: 'one' })).toBe(true);
  });

  it('does not look for the sake of tasks that it does not know', () => {
    expect(keysToWakeBy(withTasks([web]))).toEqual([[wakeKeyOf(web.taskArn)]]);
    expect(isWorth(withTasks([]), api)).toBe(false);
    expect(isWorth(newDrainState(ec2InstanceId, startedAt), api)).toBe(false);
  });
});

it('names each set of tasks once', () => {
  const [one, two] = [serviceTask(), serviceTask()];
  expect(keysToWakeBy(withTasks([one, two]))).toEqual([[wakeKeyOf(one.taskArn), wakeKeyOf(two.taskArn)]]);
});
