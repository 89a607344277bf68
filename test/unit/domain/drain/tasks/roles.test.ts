import type { Service, Task } from '../../../../../src/domain/drain/observation/observation';
import { defaultSpec, type Spec, type TaskRule } from '../../../../../src/domain/spec';
import { classifyTask } from '../../../../../src/domain/drain/tasks/roles';
import {
  aHost,
  aService,
  aTask,
  definitionArn,
  selfStarted,
  serviceTask,
} from '../../../../support/observations';

const care = (task: Task, spec: Partial<Spec> = {}, services: readonly Service[] = [aService()]) =>
  classifyTask(task, { host: aHost(), services, spec: { ...defaultSpec, ...spec } });

const rule = (match: TaskRule['match'], behavior: TaskRule['behavior'] = { kind: 'skip' }): TaskRule => ({
  name: 'mine',
  match,
  behavior,
});

describe('roles', () => {
  it.each<[string, Task, readonly Service[], string, string]>([
    ['started by its own instance', selfStarted(), [], 'self-started', 'stop-last'],
    ['started by another instance', aTask({ startedBy: '0'.repeat(32) }), [], 'standalone', 'wait'],
    [
      'of a DAEMON service',
      serviceTask(),
      [aService({ schedulingStrategy: 'DAEMON' })],
      'daemon-service',
      'ecs-moves',
    ],
    ['of a REPLICA service', serviceTask(), [aService()], 'service', 'ecs-moves'],
    ['of a service that is not described yet', serviceTask(), [], 'service', 'ecs-moves'],
    [
      'of another service than the DAEMON one',
      serviceTask(),
      [aService({ serviceName: 'logs', schedulingStrategy: 'DAEMON' })],
      'service',
      'ecs-moves',
    ],
    ['without group and startedBy', aTask({ group: undefined }), [], 'standalone', 'wait'],
  ])('a task %s', (_, task, services, role, behavior) => {
    expect(care(task, {}, services)).toMatchObject({ role, rule: undefined, behavior: { kind: behavior } });
  });

  it('a standalone task is stopped after the grace, where the spec sets one', () => {
    expect(care(aTask(), { standaloneGraceSeconds: 90 }).behavior).toEqual({
      kind: 'stop',
      afterSeconds: 90,
      order: 0,
    });
    expect(care(serviceTask(), { standaloneGraceSeconds: 90 }).behavior).toEqual({ kind: 'ecs-moves' });
  });
});

describe("an operator's rule", () => {
  const batch = aTask({
    group: 'family:batch',
    startedBy: 'cron/7',
    taskDefinitionArn: definitionArn('batch'),
  });

  it.each<[TaskRule['match'], boolean]>([
    [{ family: 'batch' }, true],
    [{ family: 'bat' }, false],
    [{ family: 'bat*' }, true],
    [{ family: '*' }, true],
    [{ group: 'family:batch' }, true],
    [{ group: 'family:other' }, false],
    [{ startedBy: 'cron/*' }, true],
    [{ startedBy: 'cron' }, false],
    [{ family: 'batch', startedBy: 'cron/*' }, true],
    [{ family: 'batch', startedBy: 'ci' }, false],
    [{}, false],
  ])('%j matches: %s', (match, matches) => {
    expect(care(batch, { taskRules: [rule(match)] }).rule).toBe(matches ? 'mine' : undefined);
  });

  it('wins over what is built in, and leaves the role as it is', () => {
    const stop = { kind: 'stop', afterSeconds: 0, order: 0 } as const;
    expect(care(selfStarted(), { taskRules: [rule({ family: '*' }, stop)] })).toEqual({
      role: 'self-started',
      rule: 'mine',
      behavior: stop,
    });
  });

  it('comes first where it stands first', () => {
    const taskRules = [rule({ family: 'batch' }), { ...rule({ family: '*' }), name: 'all' }];
    expect(care(batch, { taskRules }).rule).toBe('mine');
    expect(care(serviceTask(), { taskRules }).rule).toBe('all');
  });

  it('matches nothing that a task does not have', () => {
    expect(
      care(aTask({ startedBy: undefined }), { taskRules: [rule({ startedBy: '*' })] }).rule,
    ).toBeUndefined();
  });
});
