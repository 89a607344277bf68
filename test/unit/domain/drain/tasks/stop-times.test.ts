import {
  known,
  unknown,
  type Observation,
  type Task,
} from '../../../../../src/domain/drain/observation/observation';
import { conclude } from '../../../../../src/domain/drain/reconcile';
import { defaultSpec, type Spec, type TaskRule } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHost,
  aService,
  aStopTimeout,
  aTask,
  definitionArn,
  plan,
  selfStarted,
  serviceTask,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';
import { tasksOf } from '../../../../../src/domain/drain/state/host';

const spec: Spec = { ...defaultSpec, deadlineSeconds: 3600 };
const deadlineAt = startedAt + 3_600_000;
/** An order reaches the agent a little later than it was due. */
const marginMs = 15_000;

const facts = (change: Partial<Observation> = {}): Partial<Observation> => ({
  services: known([aService()]),
  stopTimeouts: [known(aStopTimeout({ saidSeconds: 100 }))],
  ...change,
});

/** Which tasks are told to stop then. */
function stoppedAt(
  at: number,
  tasks: readonly Task[],
  seen: Partial<Observation> = {},
  by = spec,
): readonly string[] {
  const drained = plan({ ...withTasks(...tasks), ...seen }, aConfirmedState(), startedAt, by);
  const { action } = plan({ ...withTasks(...tasks), ...seen }, drained.state, at, by);
  return action?.kind === 'stop-tasks' ? action.taskArns : [];
}

describe('before the deadline tasks are told to stop early enough for their own stop', () => {
  it.each<[string, Task, Partial<Observation>, number]>([
    ['the stop timeout of the spec', aTask(), {}, 30],
    ['that of its task definition', serviceTask(), facts(), 100],
    [
      'that of the spec where its definition does not say',
      serviceTask(),
      facts({ stopTimeouts: [known(aStopTimeout({ silentContainers: 1 }))] }),
      30,
    ],
    [
      'that of the spec where the definition could not be read',
      serviceTask(),
      facts({ stopTimeouts: [unknown(transient)] }),
      30,
    ],
    [
      'that of the spec besides for each container that does not say, on the slowest way through them',
      serviceTask(),
      facts({
        stopTimeouts: [
          known(
            aStopTimeout(
              { saidSeconds: 70 },
              { saidSeconds: 20, silentContainers: 2 },
              { silentContainers: 1 },
            ),
          ),
        ],
      }),
      80,
    ],
    [
      'the deregistration of its targets besides',
      serviceTask(),
      facts({ services: known([aService({ hasLoadBalancer: true })]) }),
      400,
    ],
  ])('%s', (_, task, seen, seconds) => {
    const at = deadlineAt - seconds * 1000 - marginMs;
    expect(stoppedAt(at - 1, [task], seen)).toEqual([]);
    expect(stoppedAt(at, [task], seen)).toEqual([task.taskArn]);
  });

  it('and daemons after them: their own stop has to fit, too', () => {
    const task = aTask();
    const daemon = selfStarted();
    expect(stoppedAt(deadlineAt - 60_000 - marginMs - 1, [task, daemon])).toEqual([]);
    expect(stoppedAt(deadlineAt - 60_000 - marginMs, [task, daemon])).toEqual([task.taskArn]);
    expect(stoppedAt(deadlineAt - 30_000 - marginMs, [task, daemon])).toEqual([task.taskArn, daemon.taskArn]);
  });

  it('says so, and why', () => {
    const decided = plan(withTasks(aTask()), aConfirmedState(), deadlineAt - 20_000, spec);
    expect(decided.status).toMatchObject({ phase: 'wait-for-tasks', reason: 'StoppingForDeadline' });
    expect(decided.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'DeadlineApproaching' }),
    );
  });

  it('observes again in time for the first of them', () => {
    const quiet = aConfirmedState(
      { lastHeartbeatAt: startedAt + 3_000_000 },
      { unchangedSince: startedAt - 10 ** 9 },
    );
    const first = plan(withTasks(aTask()), quiet, startedAt + 3_000_000, spec).state;
    const waiting = plan(
      withTasks(aTask()),
      { ...first, unchangedSince: startedAt - 10 ** 9 },
      startedAt + 3_000_000,
      spec,
    );
    expect(waiting.nextObservationAt).toBeLessThanOrEqual(deadlineAt - 30_000 - marginMs);
  });

  it.each([
    ['abandon', true, []],
    ['force-abandon', true, []],
    ['force-abandon', false, [0]],
    ['abandon', false, [0]],
  ] as const)(
    'nothing is stopped for a deadline that keeps the instance: %s, retained %s',
    (onDeadline, retainsAbandoned, stopped) => {
      const task = aTask();
      const group = known({ retainsAbandoned });
      const told = stoppedAt(deadlineAt - 20_000, [task], { group }, { ...spec, onDeadline });
      expect(told).toEqual(stopped.map(() => task.taskArn));
    },
  );

  it('stops nothing twice, and nothing that a rule leaves alone', () => {
    const stopping = aTask({ desiredStatus: 'STOPPED', lastStatus: 'STOPPING' });
    const alone = serviceTask();
    const taskRules: TaskRule[] = [
      { name: 'x', match: { group: 'service:web' }, behavior: { kind: 'skip' } },
    ];
    expect(stoppedAt(deadlineAt - 1000, [stopping, alone], {}, { ...spec, taskRules })).toEqual([]);
  });
});

describe('rules that stop tasks', () => {
  const stop = (name: string, afterSeconds: number, order: number): TaskRule => ({
    name,
    match: { family: name },
    behavior: { kind: 'stop', afterSeconds, order },
  });
  const of = (family: string) => aTask({ taskDefinitionArn: definitionArn(family) });
  const ruled = (...taskRules: TaskRule[]): Spec => ({ ...defaultSpec, taskRules });

  it('tell them so long after DRAINING', () => {
    const batch = of('batch');
    const by = ruled(stop('batch', 120, 0));
    expect(stoppedAt(startedAt + 119_999, [batch], {}, by)).toEqual([]);
    expect(stoppedAt(startedAt + 120_000, [batch], {}, by)).toEqual([batch.taskArn]);
  });

  it('stop the lower order first, and the next only when those have stopped', () => {
    const [first, second] = [of('first'), of('second')];
    const by = ruled(stop('first', 0, 1), stop('second', 0, 2));
    expect(stoppedAt(startedAt + 1000, [first, second], {}, by)).toEqual([first.taskArn]);
    const stopping = { ...first, desiredStatus: 'STOPPED', lastStatus: 'STOPPING' };
    expect(stoppedAt(startedAt + 1000, [stopping, second], {}, by)).toEqual([]);
    expect(stoppedAt(startedAt + 1000, [second], {}, by)).toEqual([second.taskArn]);
  });

  it('stop no higher order while ECS counts a task that no listing shows: it may be of a lower one', () => {
    const [first, second] = [of('first'), of('second')];
    const by = ruled(stop('first', 0, 0), stop('second', 0, 1));
    const counted = (runningTasksCount: number) => ({
      containerInstance: known(aHost({ runningTasksCount })),
    });
    expect(stoppedAt(startedAt + 1000, [second], counted(1), by)).toEqual([second.taskArn]);
    expect(stoppedAt(startedAt + 1000, [second], counted(2), by)).toEqual([]);
    expect(stoppedAt(startedAt + 1000, [first, second], counted(3), by)).toEqual([first.taskArn]);
  });

  it.each([
    [600, 600],
    [3600, 3600 - 45],
  ])('or the deadline, whichever comes first: after %d s', (afterSeconds, seconds) => {
    const job = of('job');
    const by: Spec = { ...ruled(stop('job', afterSeconds, 0)), deadlineSeconds: 3600 };
    expect(stoppedAt(startedAt + seconds * 1000 - 1, [job], {}, by)).toEqual([]);
    expect(stoppedAt(startedAt + seconds * 1000, [job], {}, by)).toEqual([job.taskArn]);
  });

  it('leave daemons for the end', () => {
    const [batch, daemon] = [of('job'), selfStarted()];
    expect(stoppedAt(startedAt + 1000, [batch, daemon], {}, ruled(stop('job', 0, 0)))).toEqual([
      batch.taskArn,
    ]);
  });

  it('a standalone task without a rule has the grace of the spec', () => {
    const task = aTask();
    const by: Spec = { ...defaultSpec, standaloneGraceSeconds: 600 };
    expect(stoppedAt(startedAt + 599_999, [task, serviceTask()], facts(), by)).toEqual([]);
    expect(stoppedAt(startedAt + 600_000, [task, serviceTask()], facts(), by)).toEqual([task.taskArn]);
  });

  it('what is left alone is neither stopped nor waited for', () => {
    const alone = of('agent');
    const by = ruled({ name: 'agent', match: { family: 'agent' }, behavior: { kind: 'skip' } });
    const decided = plan(withTasks(alone), aConfirmedState(), startedAt, by);
    expect(decided.action).toMatchObject({ kind: 'complete-lifecycle-action', outcome: 'drained' });
  });

  it('a task that the instance started for itself may be told to wait for, like any other', () => {
    const by = ruled({ name: 'keep', match: { family: 'batch' }, behavior: { kind: 'wait' } });
    const decided = plan(withTasks(selfStarted()), aConfirmedState(), startedAt, by);
    expect(decided).toMatchObject({
      action: undefined,
      status: { phase: 'wait-for-tasks', reason: 'TasksRunning' },
    });
  });
});

describe('daemons go last', () => {
  it("a DAEMON service's task does not hold up the instance's own", () => {
    const own = selfStarted();
    const daemon = serviceTask({ group: 'service:logs' });
    const logs = { services: known([aService({ serviceName: 'logs', schedulingStrategy: 'DAEMON' })]) };
    expect(stoppedAt(startedAt + 1000, [own, daemon], logs)).toEqual([own.taskArn]);
    expect(stoppedAt(startedAt + 1000, [own, daemon], { services: known([]) })).toEqual([]);
  });

  it("a DAEMON service's task is waited for at the end", () => {
    const daemon = serviceTask({ group: 'service:logs' });
    const logs = { services: known([aService({ serviceName: 'logs', schedulingStrategy: 'DAEMON' })]) };
    expect(plan({ ...withTasks(daemon), ...logs })).toMatchObject({
      action: undefined,
      status: { phase: 'verify-empty', reason: 'AwaitingDaemons' },
    });
  });
});

describe('stop orders', () => {
  it('are given for tasks that are known although their instance cannot be seen', () => {
    const task = aTask();
    const first = plan(withTasks(task), aConfirmedState(), startedAt, spec);
    const blind = { containerInstance: unknown(transient), tasks: unknown(transient) };
    expect(plan(blind, first.state, deadlineAt - 40_000, spec).action).toMatchObject({
      taskArns: [task.taskArn],
    });
  });

  it('leave time for a deregistration where a service cannot be described', () => {
    const task = serviceTask();
    expect(
      stoppedAt(deadlineAt - 330_000 - marginMs, [task], {
        services: unknown({ ...transient, operation: 'ecs.DescribeServices' }),
      }),
    ).toEqual([task.taskArn]);
  });

  it('that fail are tried again soon, however quiet the drain was, and more rarely the longer they fail', () => {
    const quiet = aConfirmedState(
      { lastHeartbeatAt: deadlineAt - 41_000 },
      { unchangedSince: startedAt - 10 ** 9 },
    );
    const first = plan(withTasks(aTask()), quiet, deadlineAt - 41_000, spec).state;
    const due = plan(
      withTasks(...(tasksOf(first) ?? [])),
      { ...first, unchangedSince: startedAt - 10 ** 9 },
      deadlineAt - 40_000,
      spec,
    );
    const failed = conclude(due, { kind: 'failed', callError: transient }, deadlineAt - 40_000);
    expect(failed.nextObservationAt).toBe(deadlineAt - 30_000);
  });
});
