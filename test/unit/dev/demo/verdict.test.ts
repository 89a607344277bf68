import type { LifecycleActionChange, RecordedEvent, RecordEntry } from '@ecs-drain/local-aws';
import type { Ending } from '../../../../dev/demo/endings';
import { judge } from '../../../../dev/demo/verdict';
import { drainAccessKeyId } from '../../../../dev/local-stack';

const id = 'i-0123456789abcdef0';

const entries = (...events: RecordedEvent[]): RecordEntry[] =>
  events.map((event, index) => ({ ...event, seq: index + 1, at: index }));

const gone: RecordedEvent = {
  kind: 'instance',
  instanceId: id,
  autoScalingGroupName: 'demo',
  lifecycleState: 'Terminated',
};

const action = (change: LifecycleActionChange): RecordedEvent => ({
  kind: 'lifecycle-action',
  autoScalingGroupName: 'demo',
  lifecycleHookName: 'drain',
  instanceId: id,
  token: 'token',
  change,
});

const completed = action({ what: 'completed', by: drainAccessKeyId, result: 'CONTINUE' });

const cutShort: RecordedEvent = {
  kind: 'container-ended',
  taskArn: 'task/1',
  containerName: 'main',
  containerInstanceArn: 'container-instance/1',
  ec2InstanceId: id,
  how: 'cut-short',
};

const drained: Ending = {
  kind: 'ended',
  result: { outcome: 'drained', tasksStopped: 1, heartbeats: 1, completedHooks: [] },
};

const problemsOf = (ending: Ending, ...events: RecordedEvent[]) =>
  judge(entries(...events), 'drain', new Map([[id, ending]])).problems;

describe('judge', () => {
  it('finds nothing where our worker completed the action and the instance is gone', () => {
    expect(problemsOf(drained, completed, gone)).toEqual([]);
  });

  it.each([
    ['a container was cut short', [completed, gone, cutShort], 'cut-short: Container main'],
    ['the instance is still there', [completed], 'the instance is not gone'],
    [
      'somebody else completed the action',
      [action({ what: 'completed', by: 'OPERATOR', result: 'CONTINUE' }), gone],
      'foreign-hook-completed',
    ],
    [
      'our worker completed it with ABANDON',
      [action({ what: 'completed', by: drainAccessKeyId, result: 'ABANDON' }), gone],
      'has not completed the lifecycle action with CONTINUE',
    ],
    [
      'the hook expired',
      [action({ what: 'expired', cause: 'heartbeat-timeout', result: 'ABANDON' }), gone],
      'hook-expired',
    ],
  ])('finds it where %s', (_, events, problem) => {
    expect(problemsOf(drained, ...events)).toContainEqual(expect.stringContaining(problem));
  });

  it.each<[Ending, string]>([
    [{ kind: 'not-ended', reason: 'it hangs' }, 'the workflow has not ended: it hangs'],
    [
      {
        kind: 'ended',
        result: { outcome: 'already-leaving', tasksStopped: 0, heartbeats: 0, completedHooks: [] },
      },
      'the workflow ended with already-leaving',
    ],
  ])('finds it where the workflow did not drain: %j', (ending, problem) => {
    const result = judge(entries(completed, gone), 'drain', new Map([[id, ending]]));
    expect(result).toMatchObject({ problems: [`${id}: ${problem}`], drained: 0 });
  });
});
