import { known, unknown, type Observation } from '../../../../../src/domain/drain/observation/observation';
import type { ConditionType } from '../../../../../src/domain/drain/vocabulary/conditions';
import { conclude } from '../../../../../src/domain/drain/reconcile';
import { defaultSpec, type Spec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHook,
  aHost,
  aService,
  aTask,
  ofHook,
  plan,
  selfStarted,
  serviceTask,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';

const now = startedAt + 60_000;
const running = withTasks(serviceTask());
const stoppingAt = now - 31_000;
const late = withTasks(
  aTask({ taskArn: 'task/late', desiredStatus: 'STOPPED', lastStatus: 'STOPPING', stoppingAt }),
);

describe('a condition says what to know', () => {
  it.each<[ConditionType, Partial<Observation>, Partial<Spec>, string]>([
    [
      'HookTooShort',
      running,
      { deadlineSeconds: 180_000 },
      'hook drain of group web lasts at most 48 h, and the drain may take 50 h',
    ],
    [
      'DeadlineApproaching',
      running,
      { deadlineSeconds: 100 },
      '1 of the tasks left are stopped for the deadline at 2026-01-01T00:01:40Z',
    ],
    [
      'BadMetadata',
      { ...running, ...ofHook({ lifecycleHook: known(aHook({ metadataProblem: 'it is not JSON' })) }) },
      {},
      'metadata of hook drain of group web: it is not JSON',
    ],
    [
      'AwsUnreachable',
      { ...running, tasks: unknown(transient) },
      {},
      'ecs.DescribeTasks: ServerException: try later',
    ],
    [
      'NoReplacement',
      { ...running, services: known([aService({ placementFailure: { at: now, message: 'no room' } })]) },
      {},
      'no room',
    ],
    [
      'NoRoomToMove',
      { ...running, services: known([aService({ desiredCount: 4, maximumPercent: 100 })]) },
      {},
      'service web (desired count 4) may have neither fewer nor more tasks (100 % to 100 %): raise its maximumPercent, or lower its minimumHealthyPercent',
    ],
    [
      'IgnoresSigterm',
      late,
      {},
      "late should have stopped by now: the host's own stop timeout is longer, or its agent is stuck",
    ],
    [
      'AgentDisconnected',
      { ...running, containerInstance: known(aHost({ runningTasksCount: 1, agentConnected: false })) },
      { agentGraceSeconds: 0 },
      'the agent is disconnected since 2026-01-01T00:01:00Z: containers may run on, and ECS learns nothing of them',
    ],
  ])('%s', (type, seen, change, message) => {
    const { conditions } = plan(seen, aConfirmedState(), now, { ...defaultSpec, ...change }).status;
    expect(conditions.find((condition) => condition.type === type)?.message).toBe(message);
  });

  it('the agent’s, since when it was lost', () => {
    const lost = {
      ...running,
      containerInstance: known(aHost({ runningTasksCount: 1, agentConnected: false })),
    };
    const first = plan(lost, aConfirmedState(), now);
    const { conditions } = plan(lost, first.state, now + 300_000).status;
    expect(conditions.map(({ message }) => message.slice(0, 53))).toEqual([
      'the agent is disconnected since 2026-01-01T00:01:00Z:',
    ]);
  });

  it('the hook’s, when it ends the wait', () => {
    const at = startedAt + 3_500_000;
    expect(plan(running, aConfirmedState(), at).status.conditions).toMatchObject([
      { type: 'HookExpiresSoon', message: 'hook drain of group web ends the wait at 2026-01-01T01:00:00Z' },
    ]);
  });

  it('of an action that failed, as of a look', () => {
    const decided = plan(
      { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined },
      aConfirmedState(),
      now,
    );
    const callError = { ...transient, operation: 'ecs.UpdateContainerInstancesState' as const };
    const { status } = conclude(decided, { kind: 'failed', callError }, now);
    expect(status.conditions).toMatchObject([
      { type: 'AwsUnreachable', message: 'ecs.UpdateContainerInstancesState: ServerException: try later' },
    ]);
    expect(status.callErrors).toMatchObject([callError]);
  });
});

describe('a condition does not hold', () => {
  it.each<[string, Partial<Observation>, Partial<Spec>]>([
    [
      'for a group that retains nothing where the spec continues',
      { ...running, group: known({ retainsAbandoned: false }) },
      {},
    ],
    [
      'for a group that retains',
      { ...running, group: known({ retainsAbandoned: true }) },
      { onDeadline: 'abandon' },
    ],
    [
      'for a rule that stops a task before the deadline does',
      withTasks(aTask()),
      { standaloneGraceSeconds: 30, deadlineSeconds: 3600 },
    ],
    [
      'for a service of which only stopping tasks are here',
      {
        ...withTasks(serviceTask({ desiredStatus: 'STOPPED', lastStatus: 'STOPPING', stoppingAt: now })),
        services: known([aService({ maximumPercent: 100 })]),
      },
      {},
    ],
    [
      'for the metadata of a hook that is not ours',
      {
        ...running,
        ...ofHook({
          lifecycleHook: known(
            aHook({ metadataProblem: 'x', notificationTargetArn: 'arn:aws:sns:of:somebody:else' }),
          ),
        }),
      },
      {},
    ],
  ])('%s', (_, seen, change) => {
    const state = aConfirmedState({ isOurs: false, hook: { kind: 'not-read' } });
    expect(plan(seen, state, now, { ...defaultSpec, ...change }).status.conditions).toEqual([]);
  });

  it('soon, where only a rule leaves tasks alone', () => {
    const taskRules = [{ name: 'x', match: { group: 'service:*' }, behavior: { kind: 'skip' } }] as const;
    const seen = { ...withTasks(serviceTask()) };
    const at = startedAt + 3_500_000;
    expect(plan(seen, aConfirmedState(), at, { ...defaultSpec, taskRules }).status.conditions).toEqual([]);
  });

  it('a self-started task goes last', () => {
    const { tasks } = plan(withTasks(serviceTask(), selfStarted()), aConfirmedState(), now).status;
    expect(tasks?.map(({ waitsFor }) => waitsFor)).toEqual(['StillServing', 'GoesLast']);
  });
});
